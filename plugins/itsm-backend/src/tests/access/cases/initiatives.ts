import {
  initiativeLifecycle,
  MEASURED_TRANSITIONS,
  type InitiativeState,
} from '@callboard/plugin-itsm-common';
import type { Asks, Call, Case } from '../Case';
import * as needs from '../needs';

const OWNER = 'group:default/payments';

const GIVEN: Record<string, object> = {
  abandon: { abandonReason: 'No need' },
  withdraw: { abandonReason: 'No need' },
};

/** A call about an initiative that is to everybody what the record is. */
const ofInitiative =
  (more: Call = {}, status: InitiativeState = 'identify') =>
  async ({ record, make }: Asks): Promise<Call> => {
    const { number } = await make.initiative(record, status);
    return { params: { id: number }, ...more };
  };

/** Every way through the lifecycle that people take, for whom it says. */
const transitions = initiativeLifecycle.transitions
  .filter(t => !MEASURED_TRANSITIONS.includes(t.name))
  .map(
    (t): Case => ({
      route: 'initiatives.transition',
      when: t.name,
      needs: t.who.includes('requester') ? needs.ask : needs.work,
      ask: ofInitiative(
        { body: { transition: t.name, ...GIVEN[t.name] } },
        t.from[0],
      ),
    }),
  );

/** Both initiatives of the scene are there to be listed. */
const listed =
  (query: Record<string, string>) =>
  async ({ record, make }: Asks): Promise<Call> => {
    await make.initiative(record);
    await make.initiative(make.other);
    return { query };
  };

/** The improvement register. */
export const initiativeCases: Case[] = [
  {
    route: 'initiatives.list',
    needs: needs.signedIn,
    ask: listed({ total: 'true', limit: '200' }),
  },
  {
    route: 'initiatives.list',
    when: 'of a KPI and an entity, by target',
    needs: needs.signedIn,
    ask: listed({
      kpi: 'incidents.volume',
      entity: 'component:default/checkout',
      sort: 'target',
      limit: '200',
    }),
  },
  {
    route: 'initiatives.file',
    needs: needs.permitted('initiative.create'),
    ask: () => ({ body: { title: 'Another one', ownerRef: OWNER } }),
  },
  { route: 'initiatives.settings', needs: needs.signedIn },
  {
    route: 'initiatives.preview',
    needs: needs.permitted('kpi.read'),
    changesNothing: true,
    ask: () => ({ body: { kpi: 'incidents.volume' } }),
  },
  {
    route: 'initiatives.bulk',
    needs: needs.workOrAsk,
    statusOf(body: any): number {
      const [{ done, reason }] = body.items;
      if (done) return 200;
      return /^There is no/.test(reason) ? 404 : 403;
    },
    ask: async ({ record, make }) => ({
      body: {
        items: [{ id: (await make.initiative(record)).number }],
        patch: { title: 'Something else' },
      },
    }),
  },
  { route: 'initiatives.get', needs: needs.read, ask: ofInitiative() },
  {
    route: 'initiatives.measures',
    needs: needs.read,
    ask: ofInitiative({}, 'implement'),
  },
  {
    route: 'initiatives.measureNow',
    needs: needs.work,
    ask: ofInitiative({}, 'implement'),
  },
  {
    route: 'initiatives.update',
    when: 'a field',
    needs: needs.workOrAsk,
    ask: ofInitiative({ body: { title: 'Something else' } }),
  },
  {
    route: 'initiatives.update',
    when: 'a field, once it is being defined',
    needs: needs.work,
    ask: ofInitiative({ body: { title: 'Something else' } }, 'define'),
  },
  {
    route: 'initiatives.update',
    when: 'who may see it',
    needs: needs.workOrAsk,
    ask: ofInitiative({ body: { visibility: 'restricted' } }),
  },
  ...transitions,
  {
    route: 'initiatives.assignToMe',
    needs: needs.workOfPeople,
    ask: ofInitiative(),
  },
];
