import {
  CHARTER_TRANSITIONS,
  SERVICE,
  serviceLifecycle,
  type ServiceState,
  type Standing,
} from '@callboard/plugin-itsm-common';
import type { Asks, Call, Case } from '../Case';
import type { Makes } from '../makes';
import * as needs from '../needs';
import type { Target } from '../scene';
import { ACTION } from '../world';

const OWNER = 'group:default/payments';
/** What comes to hold its entity would have to have it alone. */
const unbound: readonly ServiceState[] = ['idea', 'rejected'];

/** A service of the portfolio that is to everybody what the record is, with all that ways on ask for. */
export function makeService(
  make: Makes,
  like: Target,
  status: ServiceState = 'idea',
): Promise<Target> {
  return make.alike(
    like,
    {
      type: SERVICE,
      prefix: 'SVC',
      status,
      category: serviceLifecycle.states[status].category,
    },
    {
      purpose: 'What it is for',
      value_score: 3,
      risk_score: 2,
      estimated_cost: 100,
      cost_currency: 'EUR',
      business_owner_ref: 'user:default/anton',
      fit_reason: 'The law asks for it',
      // Ready for operation, and held by none of them: another case binds it too.
      entity_ref: unbound.includes(status) ? null : 'system:default/shop',
    },
  );
}

/** A call about it. */
const ofService =
  (more: Call = {}, status?: ServiceState) =>
  async ({ record, make }: Asks): Promise<Call> => ({
    params: { id: (await makeService(make, record, status)).number },
    ...more,
  });

const GIVEN: Record<string, object> = {
  reject: { rejectReason: 'No need' },
  stop: { rejectReason: 'No need' },
  withdraw: { rejectReason: 'No need' },
  'begin-retiring': { retireReason: 'Nobody uses it' },
  'take-in': { entityRef: 'component:default/checkout' },
};
/** What gates of designs ask for, and what one entity alone can be, is tried where that is. */
const NEEDS_MORE: readonly string[] = ['to-transition', 'operate', 'take-in'];

/** Who takes a way, by whom it is for. */
function needOf(who: readonly Standing[]): needs.Need {
  if (!who.includes('requester')) return needs.work;
  return who.includes('worker') ? needs.workOrAsk : needs.ask;
}

const transitions = serviceLifecycle.transitions
  .filter(t => ![...CHARTER_TRANSITIONS, ...NEEDS_MORE].includes(t.name))
  .map(
    (t): Case => ({
      route: 'portfolioServices.transition',
      when: t.name,
      needs: needOf(t.who),
      ask: ofService(
        { body: { transition: t.name, ...GIVEN[t.name] } },
        t.from[0],
      ),
    }),
  );

const both = async ({ record, make }: Asks) => {
  await makeService(make, record);
  await makeService(make, make.other);
};
const action = (
  name: string,
  need: Case['needs'],
  ask: Case['ask'],
  more: Partial<Case> = {},
): Case => ({ route: `${ACTION}${name}`, needs: need, ask, ...more });

/** Services of the portfolio. */
export const portfolioServiceCases: Case[] = [
  {
    route: 'portfolioServices.list',
    needs: needs.signedIn,
    ask: async asks => {
      await both(asks);
      return { query: { total: 'true', limit: '200', sort: 'valueScore' } };
    },
  },
  {
    route: 'portfolioServices.list',
    when: 'by what they cost',
    needs: needs.permitted('cost.read'),
    ask: async asks => {
      await both(asks);
      return {
        query: {
          sort: 'service.cost',
          filter: JSON.stringify({ 'service.cost': { $exists: false } }),
        },
      };
    },
  },
  {
    route: 'portfolioServices.list',
    when: 'by how they do',
    needs: needs.signedIn,
    ask: async asks => {
      await both(asks);
      return {
        query: {
          sort: 'service.health',
          filter: JSON.stringify({ 'service.health': 'healthy' }),
        },
      };
    },
  },
  {
    route: 'portfolioServices.file',
    needs: needs.permitted('service.create'),
    ask: () => ({ body: { title: 'Another one', ownerRef: OWNER } }),
  },
  {
    route: 'portfolioServices.standings',
    needs: needs.signedIn,
    ask: async ({ record, make }) => ({
      query: { records: (await makeService(make, record, 'operation')).id },
    }),
  },
  { route: 'portfolioServices.settings', needs: needs.signedIn },
  {
    route: 'portfolioServices.bulk',
    needs: needs.workOrAsk,
    statusOf(body: any): number {
      const [{ done, reason }] = body.items;
      if (done) return 200;
      return /^There is no/.test(reason) ? 404 : 403;
    },
    ask: async ({ record, make }) => ({
      body: {
        items: [{ id: (await makeService(make, record)).number }],
        patch: { title: 'Something else' },
      },
    }),
  },
  {
    route: 'portfolioServices.takeIn',
    needs: needs.permitted('service.create'),
    ask: () => ({ body: { refs: ['component:default/checkout'] } }),
  },
  {
    route: 'portfolioServices.entities',
    needs: needs.catalogPlugin,
    ask: () => ({}),
  },
  {
    route: 'portfolioServices.get',
    needs: needs.read,
    ask: ofService(),
  },
  {
    route: 'portfolioServices.update',
    when: 'a field',
    needs: needs.workOrAsk,
    ask: ofService({ body: { title: 'Something else' } }),
  },
  {
    route: 'portfolioServices.update',
    when: 'a field, once it is assessed',
    needs: needs.work,
    ask: ofService({ body: { title: 'Something else' } }, 'assessed'),
  },
  {
    route: 'portfolioServices.update',
    when: 'its name in the catalog',
    needs: needs.work,
    ask: ofService({ body: { entityName: null } }),
  },
  {
    route: 'portfolioServices.update',
    when: 'who may see it',
    needs: needs.workOrAsk,
    ask: ofService({ body: { visibility: 'restricted' } }),
  },
  ...transitions,
  {
    route: 'portfolioServices.assignToMe',
    needs: needs.workOfPeople,
    ask: ofService(),
  },
  action('propose-service', needs.permitted('service.create'), () => ({
    body: { title: 'Another one', ownerRef: OWNER },
  })),
  action(
    'list-portfolio-services',
    needs.signedIn,
    async asks => {
      await both(asks);
      return { body: { limit: 50 } };
    },
    { changesNothing: true },
  ),
  action(
    'get-portfolio-service',
    needs.read,
    async ({ record, make }) => ({
      body: { id: (await makeService(make, record)).number },
    }),
    { changesNothing: true },
  ),
  action(
    'comment-on-portfolio-service',
    needs.update,
    async ({ record, make }) => ({
      body: {
        id: (await makeService(make, record)).number,
        body: 'Said',
        audience: 'requester',
      },
    }),
  ),
  action(
    'transition-portfolio-service',
    needs.work,
    async ({ record, make }) => ({
      body: {
        id: (await makeService(make, record)).number,
        transition: 'assess',
      },
    }),
  ),
];
