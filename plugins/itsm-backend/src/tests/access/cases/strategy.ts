import {
  businessObjectiveLifecycle,
  OBJECTIVE_PROGRESS_FIELD,
  trendLifecycle,
  type BusinessObjectiveState,
  type TrendState,
} from '@callboard/plugin-itsm-common';
import { v7 as uuidv7 } from 'uuid';
import type { Asks, Call, Case } from '../Case';
import type { Makes } from '../makes';
import * as needs from '../needs';
import type { Target } from '../scene';
import { ACTION } from '../world';

const OWNER = 'group:default/payments';
const TOMORROW = new Date(Date.now() + 86_400_000).toISOString();

/** A business objective with a key result, that is to everybody what the record is. */
async function makeObjective(
  make: Makes,
  like: Target,
  status: BusinessObjectiveState = 'draft',
): Promise<Target & { keyResult: string }> {
  const { category } = businessObjectiveLifecycle.states[status];
  const made = await make.alike(
    like,
    {
      type: 'business-objective',
      prefix: 'OBJ',
      table: 'business_objectives',
      status,
      category,
    },
    { intent: 'So that it is better' },
  );
  const keyResult = uuidv7();
  await make.knex('key_results').insert({
    id: keyResult,
    record_id: made.id,
    position: 0,
    title: 'How much better',
    start_value: 0,
    target_value: 10,
    direction: 'up',
    version: 1,
    journal_head: '',
    created_at: 1,
    updated_at: 1,
  });
  return { ...made, keyResult };
}

/** A market trend with a piece of evidence. */
async function makeTrend(
  make: Makes,
  like: Target,
  status: TrendState = 'watching',
): Promise<Target & { evidence: string }> {
  const { category } = trendLifecycle.states[status];
  const made = await make.alike(
    like,
    { type: 'trend', prefix: 'TRD', status, category },
    { what: 'It grows', review_every: 90 },
  );
  const evidence = uuidv7();
  await make.knex('trend_evidence').insert({
    id: evidence,
    record_id: made.id,
    words: 'Somebody saw it',
    words_by_ref: 'user:default/anton',
    at: 1,
    speaks: 'for',
    journal_head: '',
    created_at: 1,
  });
  return { ...made, evidence };
}

/** A call about an objective that is to everybody what the record is, or about its key result. */
const ofObjective =
  (more: Call = {}, status: BusinessObjectiveState = 'draft') =>
  async ({ record, make }: Asks): Promise<Call> => ({
    params: { id: (await makeObjective(make, record, status)).number },
    ...more,
  });
const ofKeyResult =
  (more: Call = {}) =>
  async ({ record, make }: Asks): Promise<Call> => {
    const { number, keyResult } = await makeObjective(make, record, 'active');
    return { params: { id: number, keyResult }, ...more };
  };

/** A call about a trend. */
const ofTrend =
  (more: Call = {}, status: TrendState = 'watching') =>
  async ({ record, make }: Asks): Promise<Call> => ({
    params: { id: (await makeTrend(make, record, status)).number },
    ...more,
  });

const GIVEN: Record<string, object> = {
  activate: { periodTo: TOMORROW },
  'pursue-again': { periodTo: TOMORROW },
  achieve: { outcome: 'Done' },
  miss: { outcome: 'Too late' },
  drop: { outcome: 'Not wanted' },
  act: { answer: 'We follow' },
  close: { closeReason: 'Over' },
};
const bodyOf = (transition: string): Call => ({
  body: { transition, ...GIVEN[transition] },
});
const ofOne = (body: any): number => {
  const [{ done, reason }] = body.items;
  if (done) return 200;
  return /^There is no/.test(reason) ? 404 : 403;
};
const MAKES = { objective: makeObjective, trend: makeTrend };
const both =
  (what: keyof typeof MAKES, query: Record<string, string>) =>
  async ({ record, make }: Asks): Promise<Call> => {
    await MAKES[what](make, record);
    await MAKES[what](make, make.other);
    return { query };
  };
const PAGE = { total: 'true', limit: '200' };

/** Objectives, what serves them, and trends. */
export const strategyCases: Case[] = [
  { route: 'businessObjectives.strategy', needs: needs.signedIn },
  {
    route: 'businessObjectives.list',
    needs: needs.signedIn,
    ask: both('objective', { ...PAGE, sort: OBJECTIVE_PROGRESS_FIELD }),
  },
  {
    route: 'businessObjectives.file',
    needs: needs.permitted('business-objective.create'),
    ask: () => ({ body: { title: 'Another one', ownerRef: OWNER } }),
  },
  {
    route: 'businessObjectives.bulk',
    needs: needs.workOrAsk,
    statusOf: ofOne,
    ask: async ({ record, make }) => ({
      body: {
        items: [{ id: (await makeObjective(make, record)).number }],
        patch: { title: 'Something else' },
      },
    }),
  },
  {
    route: 'businessObjectives.get',
    needs: needs.read,
    ask: ofObjective(),
  },
  {
    route: 'businessObjectives.update',
    when: 'why it matters',
    needs: needs.workOrAsk,
    ask: ofObjective({ body: { intent: 'Something else' } }),
  },
  {
    route: 'businessObjectives.update',
    when: 'what came of it',
    needs: needs.work,
    ask: ofObjective({ body: { outcome: 'Something else' } }, 'achieved'),
  },
  ...businessObjectiveLifecycle.transitions.map(
    ({ name, from }): Case => ({
      route: 'businessObjectives.transition',
      when: name,
      needs: needs.work,
      ask: ofObjective(bodyOf(name), from[0]),
    }),
  ),
  {
    route: 'businessObjectives.assignToMe',
    needs: needs.workOfPeople,
    ask: ofObjective(),
  },
  {
    route: 'businessObjectives.keyResults',
    needs: needs.read,
    ask: ofObjective(),
  },
  {
    route: 'businessObjectives.addKeyResult',
    needs: needs.work,
    ask: ofObjective({ body: { title: 'One more', start: 0, target: 1 } }),
  },
  {
    route: 'businessObjectives.changeKeyResult',
    needs: needs.work,
    ask: ofKeyResult({ body: { target: 20 } }),
  },
  {
    route: 'businessObjectives.removeKeyResult',
    needs: needs.work,
    ask: ofKeyResult(),
  },
  {
    route: 'businessObjectives.checkIn',
    needs: needs.work,
    ask: ofKeyResult({ body: { value: 5 } }),
  },
  {
    route: 'businessObjectives.measureNow',
    needs: needs.work,
    ask: ofObjective({}, 'active'),
  },
  {
    route: 'businessObjectives.keyResultValues',
    needs: needs.read,
    ask: ofKeyResult(),
  },
  {
    route: 'alignment.matrix',
    needs: needs.signedIn,
    ask: both('objective', {}),
  },
  {
    route: 'alignment.records',
    when: 'what serves none',
    needs: needs.signedIn,
    ask: () => ({ query: { limit: '200' } }),
  },
  {
    route: 'alignment.records',
    when: 'what serves one',
    needs: needs.read,
    ask: async ({ record, make }) => ({
      query: { objective: (await makeObjective(make, record)).number },
    }),
  },
  {
    route: 'alignment.export',
    needs: needs.signedIn,
    ask: () => ({ query: {} }),
  },
  {
    route: 'alignment.served',
    needs: needs.read,
    ask: ({ record }) => ({ params: { id: record.number } }),
  },
  {
    route: 'trends.list',
    needs: needs.signedIn,
    ask: both('trend', { ...PAGE, sort: 'reviewAt' }),
  },
  {
    route: 'trends.file',
    needs: needs.permitted('trend.create'),
    ask: () => ({
      body: {
        title: 'Another one',
        what: 'It grows',
        trendImpact: 'threat',
        ownerRef: OWNER,
      },
    }),
  },
  {
    route: 'trends.bulk',
    needs: needs.workOrAsk,
    statusOf: ofOne,
    ask: async ({ record, make }) => ({
      body: {
        items: [{ id: (await makeTrend(make, record)).number }],
        patch: { title: 'Something else' },
      },
    }),
  },
  { route: 'trends.get', needs: needs.read, ask: ofTrend() },
  {
    route: 'trends.update',
    when: 'what it is',
    needs: needs.workOrAsk,
    ask: ofTrend({ body: { what: 'Something else' } }),
  },
  {
    route: 'trends.update',
    when: 'what is done about it',
    needs: needs.work,
    ask: ofTrend({ body: { answer: 'Something else' } }),
  },
  ...trendLifecycle.transitions.map(
    ({ name, from }): Case => ({
      route: 'trends.transition',
      when: name,
      needs: needs.work,
      ask: ofTrend(bodyOf(name), from[0]),
    }),
  ),
  { route: 'trends.assignToMe', needs: needs.workOfPeople, ask: ofTrend() },
  { route: 'trends.review', needs: needs.work, ask: ofTrend({ body: {} }) },
  { route: 'trends.evidence', needs: needs.read, ask: ofTrend() },
  {
    route: 'trends.addEvidence',
    needs: needs.work,
    ask: ofTrend({ body: { words: 'Seen' } }),
  },
  {
    route: 'trends.removeEvidence',
    needs: needs.work,
    ask: async ({ record, make }) => {
      const { number, evidence } = await makeTrend(make, record);
      return { params: { id: number, evidence } };
    },
  },
  {
    route: `${ACTION}list-business-objectives`,
    needs: needs.signedIn,
    changesNothing: true,
    ask: async asks => {
      await both('objective', {})(asks);
      return { body: { limit: 50, category: ['draft', 'open'] } };
    },
  },
  {
    route: `${ACTION}get-key-results`,
    needs: needs.read,
    changesNothing: true,
    ask: async ({ record, make }) => ({
      body: { id: (await makeObjective(make, record)).number },
    }),
  },
  {
    route: `${ACTION}check-in-key-result`,
    needs: needs.work,
    ask: async ({ record, make }) => {
      const { number, keyResult } = await makeObjective(make, record, 'active');
      return { body: { id: number, keyResult, value: 5 } };
    },
  },
  {
    route: `${ACTION}get-alignment`,
    needs: needs.signedIn,
    changesNothing: true,
    ask: async asks => {
      await both('objective', {})(asks);
      return { body: {} };
    },
  },
];
