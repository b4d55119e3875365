import {
  DEMAND_CRITERIA,
  DEMAND_LED_TRANSITIONS,
  DEMAND_SCORE_FIELD,
  demandLifecycle,
  type DemandState,
} from '@callboard/plugin-itsm-common';
import type { Asks, Call, Case } from '../Case';
import * as needs from '../needs';

const reads = (need: needs.Need) =>
  needs.readBy('demand.read', need, 'demand.update');

/** A call about a need that is to everybody what the record is. */
const ofDemand =
  (more: Call = {}, status: DemandState = 'new') =>
  async ({ record, make }: Asks): Promise<Call> => ({
    params: { id: (await make.demand(record, status)).number },
    ...more,
  });

const TOMORROW = new Date(Date.now() + 86_400_000).toISOString();
const assigned = { assigneeRef: 'user:default/anton' };

/** What a transition needs. */
const GIVEN: Record<string, object> = {
  assess: assigned,
  'look-again': assigned,
  submit: Object.fromEntries(
    DEMAND_CRITERIA.flatMap(({ key }) => [
      [`${key}Score`, 3],
      [`${key}Reason`, 'Because'],
    ]),
  ),
  defer: { answer: 'Later', deferredUntil: TOMORROW },
  decline: { answer: 'No' },
  finish: { answer: 'Done' },
  withdraw: { withdrawReason: 'Told already' },
};

/** What customers and teams need, which the demo lets everybody read. */
export const demandCases: Case[] = [
  {
    route: 'demand.list',
    needs: needs.signedIn,
    ask: async ({ record, make }) => {
      await make.demand(record);
      await make.demand(make.other);
      return {
        query: { sort: DEMAND_SCORE_FIELD, total: 'true', limit: '200' },
      };
    },
  },
  {
    route: 'demand.file',
    needs: needs.permitted('demand.create'),
    ask: () => ({
      body: { title: 'Another one', whoFor: 'Everybody', why: 'Because' },
    }),
  },
  { route: 'demand.settings', needs: needs.signedIn },
  {
    route: 'demand.bulk',
    needs: reads(needs.workOrAsk),
    statusOf(body: any): number {
      const [{ done, reason }] = body.items;
      if (done) return 200;
      return /^There is no/.test(reason) ? 404 : 403;
    },
    ask: async ({ record, make }) => ({
      body: {
        items: [{ id: (await make.demand(record)).number }],
        patch: { title: 'Something else' },
      },
    }),
  },
  { route: 'demand.get', needs: reads(needs.read), ask: ofDemand() },
  {
    route: 'demand.update',
    when: 'what is needed',
    needs: reads(needs.workOrAsk),
    ask: ofDemand({ body: { title: 'Something else' } }),
  },
  {
    route: 'demand.update',
    when: 'how it is assessed',
    needs: reads(needs.work),
    ask: ofDemand({ body: { valueScore: 4, valueReason: 'Much' } }),
  },
  ...demandLifecycle.transitions
    .filter(({ name }) => !DEMAND_LED_TRANSITIONS.includes(name))
    .map(
      ({ name, who, from }): Case => ({
        route: 'demand.transition',
        when: name,
        needs: reads(who.includes('requester') ? needs.ask : needs.work),
        ask: ofDemand({ body: { transition: name, ...GIVEN[name] } }, from[0]),
      }),
    ),
  {
    route: 'demand.assignToMe',
    needs: reads(needs.workOfPeople),
    ask: ofDemand(),
  },
  {
    route: 'demand.vote',
    needs: reads(needs.readingPeople),
    ask: ofDemand({ body: { points: 0 } }),
  },
  {
    route: 'demand.become',
    needs: reads(needs.workAndCreate('initiative.create')),
    ask: ofDemand({ body: { as: 'initiative' } }, 'approved'),
  },
  {
    route: 'demand.merge',
    needs: reads(needs.work),
    ask: async ({ record, make }) => ({
      params: { id: (await make.demand(record)).number },
      body: { into: (await make.demand(record)).number },
    }),
  },
];
