import type { As, RunningItsm } from '../../testing/startItsm';
import { LAST } from '../../testing/moneyScene';
import { dumpTables } from '../dumpTables';
import type { SweptRoute } from './asking';
import { ok, TYPES, type Filed } from './scene';

const CHECKOUT = 'component:default/checkout';
const AT = '2097-06-01T00:00:00.000Z';
const COST = { month: LAST, kind: 'people', minor: 1, currency: 'EUR' };
const PLAN = { rtoMinutes: 60, rpoMinutes: 5 };
const TEST = {
  at: '2026-01-01T00:00:00.000Z',
  kind: 'walkthrough',
  result: 'passed',
};
const TITLE = { title: 'Taken over' };

/** What whoever has the permission may do, of whatever team. */
const EVERYBODY = [
  /\.file$/,
  'portfolioServices.takeIn',
  'demand.vote',
  'managed-services.recompute',
  // What the data lead to is decided by whoever may write risks down.
  /^risk-candidates\./,
];
export const isForEverybody = ({ name }: SweptRoute) =>
  EVERYBODY.some(one =>
    typeof one === 'string' ? one === name : one.test(name),
  );

/** The ways that records of a type can take from where they were filed. */
const WAYS: Record<string, object> = {
  portfolioServices: { transition: 'begin-retiring', retireReason: 'Over' },
  businessObjectives: { transition: 'drop', outcome: 'None' },
  demand: { transition: 'assess' },
  trends: { transition: 'act', answer: 'So' },
  risks: { transition: 'analyse', likelihood: 1, impact: 1 },
  suppliers: { transition: 'take-on' },
  contracts: { transition: 'terminate', endReason: 'Over' },
};

/** What is sent where anything is, by the name of the route. */
const BODIES: Record<string, object> = {
  'businessObjectives.addKeyResult': { ...TITLE, start: 0, target: 1 },
  'businessObjectives.changeKeyResult': TITLE,
  'businessObjectives.checkIn': { value: 9 },
  'trends.review': {},
  'trends.addEvidence': { words: 'Made up' },
  'demand.become': { as: 'service' },
  'costs.lines.add': { ...COST, serviceRef: CHECKOUT },
  'costs.lines.change': { minor: 2 },
  'costs.items.add': {
    title: 'Engineers',
    serviceRef: CHECKOUT,
    from: LAST,
    kind: 'people',
    minor: 1,
    currency: 'EUR',
  },
  'costs.items.change': { minor: 2 },
  'design.sections.write': { body: 'Something else' },
  'design.sections.move': { move: 'not-needed', reason: 'So' },
  'design.evidence.add': { kind: 'text', words: 'Tried' },
  'design.template': { template: 'zsweep' },
  'transitions.milestones.add': { ...TITLE, plannedFrom: AT, plannedTo: AT },
  'transitions.milestones.update': { state: 'done' },
  'risks.review': { likelihood: 1 },
  'continuity.write': PLAN,
  'continuity.tests.add': TEST,
};

/** A call that changes something, and what to look for in its answer. */
export interface Write {
  name: string;
  method: string;
  address: string;
  body?: object;
}

/** Something of each kind that can be changed, all of one team. */
async function somethingOf(maria: As, knex: RunningItsm['knex'], open: Filed) {
  const P = '/portfolio';
  const service = `${P}/records/${open.records.service.number}`;
  const trend = open.records.trend.number;
  await ok(
    maria.put('/definitions/design-template/zsweep', {
      body: {
        name: 'Small',
        sections: [{ section: 'support', body: 'Who helps' }],
      },
    }),
  );
  await ok(
    maria.post(
      `${service}/design/capacity/evidence`,
      BODIES['design.evidence.add'],
    ),
  );
  await ok(
    maria.post(`${service}/transition/milestones/${open.milestone}/changes`, {
      change: open.change,
    }),
  );
  await ok(maria.put(`${P}/continuity/component/default/checkout`, PLAN));
  await ok(
    maria.post(`${P}/continuity/component/default/checkout/tests`, TEST),
  );
  await ok(maria.post(`${P}/costs/items`, BODIES['costs.items.add']));
  const idOf = async (table: string, where = {}) =>
    (await knex(table).where(where).first('id')).id as string;
  const { number: demand } = await ok(
    maria.post(`${P}/demand`, {
      title: 'Another need',
      whoFor: 'Shops',
      why: 'So',
      serviceRef: CHECKOUT,
    }),
  );
  const { items } = await ok(maria.get(`${P}/trends/${trend}/evidence`));
  return {
    trendEvidence: items[0].id as string,
    evidence: await idOf('design_evidence'),
    line: await idOf('cost_lines', { service_ref: CHECKOUT }),
    item: await idOf('cost_items'),
    test: await idOf('continuity_tests'),
    demand: demand as string,
  };
}

/** All that changes something of a team, each as one call; a route that this knows no call of is told. */
export async function writesOf(
  itsm: RunningItsm,
  routes: readonly SweptRoute[],
  open: Filed,
): Promise<{ writes: Write[]; unknown: string[] }> {
  const made = await somethingOf(itsm.as('maria'), itsm.knex, open);
  const { records } = open;
  const places: Record<string, string> = {
    keyResult: open.keyResult,
    milestone: open.milestone,
    change: open.change,
    section: 'capacity',
    kind: 'component',
    namespace: 'default',
    name: 'checkout',
    test: made.test,
  };
  const OF: Record<string, string> = {
    records: records.service.number,
    objectives: records['business-objective'].number,
    demand: records.demand.number,
    trends: records.trend.number,
    risks: records.risk.number,
    suppliers: records.supplier.number,
    contracts: records.contract.number,
    'costs/lines': made.line,
    'costs/items': made.item,
  };
  const unknown: string[] = [];
  const writes = routes.flatMap(({ name, method, path }): Write[] => {
    const [practice, verb] = name.split('.');
    const [, of] = /^\/portfolio\/(.*?)(\/\{id\}|$)/.exec(path)!;
    const address = path.replace(/\{(\w+)\}/g, (_, key) => {
      if (key === 'evidence')
        return practice === 'trends' ? made.trendEvidence : made.evidence;
      return (key === 'id' ? OF[of] : places[key]) ?? '?';
    });
    const bodyOf = () => {
      if (BODIES[name]) return BODIES[name];
      if (method === 'delete' || /assignToMe|measureNow/.test(verb)) return {};
      if (verb === 'update') return TITLE;
      if (verb === 'transition') return WAYS[practice];
      if (verb === 'bulk')
        return {
          items: [{ id: OF[of.replace(/\/bulk$/, '')] }],
          patch: TITLE,
        };
      if (name === 'demand.merge') return { into: made.demand };
      if (name === 'transitions.changes.link') return { change: open.change };
      return undefined;
    };
    const body = bodyOf();
    if (!body || address.includes('?')) {
      unknown.push(`Say in writes.ts how ${name} is called, ${address}`);
      return [];
    }
    return [{ name, method, address, body }];
  });
  return { writes, unknown };
}

/** Calls that change the work on records, of every type of the portfolio. */
export const sharedWrites = (open: Filed): Write[] =>
  TYPES.flatMap(type => {
    const of = `/records/${open.records[type].number}`;
    const post = (what: string, body: object) => ({
      name: `${type} ${what}`,
      method: 'post',
      address: `${of}/${what}`,
      body,
    });
    return [
      post('tasks', TITLE),
      post('links', { kind: 'relates-to', target: CHECKOUT }),
      post('participants', {
        principalRef: 'user:default/sam',
        role: 'collaborator',
        canRead: true,
      }),
      post('comments', { body: 'Between us', audience: 'internal' }),
    ];
  });

/** What moves by itself. */
const MOVING =
  /^(due_work|followers|known_decisions|principals|service_profile|leases|presence|idempot|kpi|decision|jobs?_|backstage)/;

/** All that stands in the database, but what moves by itself. */
export async function stateOf(itsm: RunningItsm): Promise<string[]> {
  const dump = await dumpTables(itsm.knex);
  return [...dump].flatMap(([table, rows]) =>
    MOVING.test(table) ? [] : rows.map(row => `${table} ${row}`),
  );
}

/** Calls, as somebody; with the answer. */
export async function send(as: As, { method, address, body = {} }: Write) {
  return as[method as 'post'](address, body);
}
