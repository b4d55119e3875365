import {
  RISK,
  RISK_MOVED_TRANSITIONS,
  riskLifecycle,
  type RiskState,
} from '@callboard/plugin-itsm-common';
import { v7 as uuidv7 } from 'uuid';
import type { Asks, Call, Case } from '../Case';
import type { Makes } from '../makes';
import * as needs from '../needs';
import type { Target } from '../scene';
import { ACTION } from '../world';

const OWNER = 'group:default/payments';
const CHECKOUT = { kind: 'component', namespace: 'default', name: 'checkout' };
const NEXT_MONTH = new Date(Date.now() + 30 * 86_400_000).toISOString();

/** A risk that is to everybody what the record is. */
function makeRisk(
  make: Makes,
  like: Target,
  status: RiskState = 'identified',
): Promise<Target> {
  return make.alike(
    like,
    {
      type: RISK,
      prefix: 'RSK',
      status,
      category: riskLifecycle.states[status].category,
    },
    {
      likelihood: 3,
      impact: 3,
      score: 9,
      current_score: 9,
      level: 'medium',
      review_every: 90,
      review_at: 1,
    },
  );
}

/** A call about it. */
const ofRisk =
  (more: Call = {}, status?: RiskState) =>
  async ({ record, make }: Asks): Promise<Call> => ({
    params: { id: (await makeRisk(make, record, status)).number },
    ...more,
  });
const both = async ({ record, make }: Asks) => {
  await makeRisk(make, record);
  await makeRisk(make, make.other);
};

const GIVEN: Record<string, object> = {
  treat: { treatment: 'reduce', treatmentPlan: 'Less of it' },
  watch: { residualLikelihood: 1, residualImpact: 1 },
  'request-acceptance': { acceptReason: 'Why not', acceptUntil: NEXT_MONTH },
  close: { closeReason: 'Gone' },
};
const transitions = riskLifecycle.transitions
  .filter(({ name }) => !RISK_MOVED_TRANSITIONS.includes(name))
  .map(
    ({ name, who, from }): Case => ({
      route: 'risks.transition',
      when: name,
      needs: who.includes('requester') ? needs.workOrAsk : needs.work,
      ask: ofRisk({ body: { transition: name, ...GIVEN[name] } }, from[0]),
    }),
  );

/** Something that was found about no entity, so that everybody may see it who reads risks. */
const found =
  (state: string, more: Call = {}) =>
  async ({ make }: Asks): Promise<Call> => {
    const id = uuidv7();
    await make.knex('risk_candidates').insert({
      id,
      finder: 'no-owner',
      subject: id,
      state,
      severity: 1,
      likelihood: 1,
      impact: 1,
      score: 1,
      title: 'It belongs to nobody',
      why: 'As it is noted.',
      remedy: 'Say whose it is.',
      owner_ref: OWNER,
      entities: '[]',
      facts: '[]',
      found_at: 1,
      seen_at: 1,
      round: 0,
    });
    return { params: { id }, ...more };
  };

/** The plan of the service of the scene, and a test of it. */
const planned =
  (more: (test: string) => Call) =>
  async ({ make }: Asks): Promise<Call> => {
    const plan = {
      service_ref: 'component:default/checkout',
      rto_minutes: 60,
      rpo_minutes: 15,
      test_every_days: 365,
      version: 1,
      updated_at: 1,
    };
    const kept = await make.knex('continuity_plans').first('id');
    const id = kept?.id ?? uuidv7();
    if (kept) await make.knex('continuity_plans').update(plan);
    else await make.knex('continuity_plans').insert({ id, ...plan });
    const test = uuidv7();
    await make.knex('continuity_tests').insert({
      id: test,
      plan_id: id,
      tested_at: 1,
      kind: 'full',
      result: 'passed',
      rto_minutes: 30,
      created_at: 1,
    });
    return more(test);
  };
const address = (more: Call = {}) =>
  planned(() => ({ params: CHECKOUT, ...more }));

const owners = needs.serviceOwners('portfolio.update');
const reader = needs.permitted('portfolio.read');
const action = (
  name: string,
  need: Case['needs'],
  ask: Case['ask'],
  more: Partial<Case> = {},
): Case => ({ route: `${ACTION}${name}`, needs: need, ask, ...more });
const READS = { changesNothing: true };

/** Risks, what could become one, and continuity. */
export const riskCases: Case[] = [
  {
    route: 'risks.list',
    needs: needs.signedIn,
    ask: async asks => {
      await both(asks);
      return { query: { total: 'true', limit: '200', sort: 'currentScore' } };
    },
  },
  {
    route: 'risks.file',
    needs: needs.permitted('risk.create'),
    ask: () => ({ body: { title: 'Another one', ownerRef: OWNER } }),
  },
  {
    route: 'risks.heat',
    needs: needs.signedIn,
    ask: async asks => {
      await both(asks);
      return {};
    },
  },
  {
    route: 'risks.bulk',
    needs: needs.workOrAsk,
    statusOf(body: any): number {
      const [{ done, reason }] = body.items;
      if (done) return 200;
      return /^There is no/.test(reason) ? 404 : 403;
    },
    ask: async ({ record, make }) => ({
      body: {
        items: [{ id: (await makeRisk(make, record)).number }],
        patch: { title: 'Something else' },
      },
    }),
  },
  { route: 'risks.get', needs: needs.read, ask: ofRisk() },
  {
    route: 'risks.update',
    when: 'a field',
    needs: needs.workOrAsk,
    ask: ofRisk({ body: { title: 'Something else' } }),
  },
  {
    route: 'risks.update',
    when: 'a field, once it is analysed',
    needs: needs.work,
    ask: ofRisk({ body: { title: 'Something else' } }, 'analysed'),
  },
  ...transitions,
  {
    route: 'risks.review',
    needs: needs.work,
    ask: ofRisk({ body: { note: 'As before' } }, 'watching'),
  },
  { route: 'risks.assignToMe', needs: needs.workOfPeople, ask: ofRisk() },
  {
    route: 'risk-candidates.list',
    needs: needs.permitted('risk.read'),
    ask: async asks => {
      await found('open')(asks);
      return { query: { state: 'open,gone', limit: '100' } };
    },
  },
  {
    route: 'risk-candidates.get',
    needs: needs.permitted('risk.read'),
    ask: found('open'),
  },
  { route: 'risk-candidates.look', needs: needs.permitted('risk.create') },
  {
    route: 'risk-candidates.accept',
    needs: needs.permitted('risk.create'),
    ask: found('open', { body: {} }),
  },
  {
    route: 'risk-candidates.dismiss',
    needs: needs.permitted('risk.create'),
    ask: found('open', { body: { reason: 'Not now' } }),
  },
  {
    route: 'risk-candidates.restore',
    needs: needs.permitted('risk.create'),
    ask: found('dismissed'),
  },
  {
    route: 'continuity.list',
    needs: reader,
    ask: planned(() => ({ query: { limit: '100' } })),
  },
  { route: 'continuity.export', needs: reader, ask: planned(() => ({})) },
  { route: 'continuity.get', needs: reader, ask: address() },
  {
    route: 'continuity.write',
    needs: owners,
    ask: address({ body: { rtoMinutes: 30, rpoMinutes: 5 } }),
  },
  { route: 'continuity.remove', needs: owners, ask: address() },
  {
    route: 'continuity.tests.add',
    needs: owners,
    ask: address({
      body: {
        at: '2026-01-05T09:00:00.000Z',
        kind: 'walkthrough',
        result: 'passed',
      },
    }),
  },
  {
    route: 'continuity.tests.remove',
    needs: owners,
    ask: planned(test => ({ params: { ...CHECKOUT, test } })),
  },
  action(
    'list-risks',
    needs.signedIn,
    async asks => {
      await both(asks);
      return { body: { limit: 50 } };
    },
    READS,
  ),
  action(
    'get-risk',
    needs.read,
    async ({ record, make }) => ({
      body: { id: (await makeRisk(make, record)).number },
    }),
    READS,
  ),
  action('comment-on-risk', needs.update, async ({ record, make }) => ({
    body: {
      id: (await makeRisk(make, record)).number,
      body: 'Said',
      audience: 'requester',
    },
  })),
  action('transition-risk', needs.work, async ({ record, make }) => ({
    body: { id: (await makeRisk(make, record)).number, transition: 'analyse' },
  })),
  action(
    'list-risk-candidates',
    needs.permitted('risk.read'),
    async asks => {
      await found('open')(asks);
      return { body: { limit: 50 } };
    },
    READS,
  ),
  action(
    'list-continuity-gaps',
    reader,
    planned(() => ({ body: { limit: 50 } })),
    READS,
  ),
];
