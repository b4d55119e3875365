import type { Entity } from '@backstage/catalog-model';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type { Knex } from 'knex';
import { demoCatalog } from '../../testing/demoCatalog';
import { LAST } from '../../testing/moneyScene';
import { PART_OF_CATALOG } from '../../testing/partOfCatalog';
import { startItsm, type As, type RunningItsm } from '../../testing/startItsm';
import { mappingsFolder } from './imports';

const OWNER = 'group:default/payments';
const CHECKOUT = 'component:default/checkout';
/** In the copy of the catalog, and answered by the catalog to nobody who asks for themselves. */
export const HIDDEN = 'system:default/zhidden';
/** A sum that stands where only those may see it who may read costs: 91,735.71. */
const SUM = 9_173_571;
const START = '2097-01-01T00:00:00.000Z';
const END = '2098-01-01T00:00:00.000Z';

/** Records of the portfolio, by the permission that reads them. */
export const TYPES = [
  'service',
  'business-objective',
  'demand',
  'trend',
  'risk',
  'supplier',
  'contract',
] as const;
export type SweptType = (typeof TYPES)[number];

/** What was filed of each type: numbers, and ids of what hangs on them. */
export interface Filed {
  records: Record<SweptType, { id: string; number: string }>;
  change: string;
  keyResult: string;
  milestone: string;
}

const system = (name: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: { name, uid: `uid-${name}`, etag: `e-${name}` },
  spec: { owner: 'payments' },
  relations: [{ type: 'ownedBy', targetRef: OWNER }],
});
const catalog = [...demoCatalog, system('ledger'), system('wallet')];

/** Sam reads no costs, Tom no records of the portfolio, and both see in the catalog what it answers them. */
function decide(
  permission: string,
  userRef: string | undefined,
): PolicyDecision {
  const who = userRef?.split('/')[1] ?? '';
  if (permission === 'catalog.entity.read' && ['sam', 'tom'].includes(who))
    return PART_OF_CATALOG;
  const denied =
    (who === 'sam' && permission === 'itsm.cost.read') ||
    (who === 'tom' && TYPES.some(type => permission === `itsm.${type}.read`));
  return { result: denied ? AuthorizeResult.DENY : AuthorizeResult.ALLOW };
}

/** What was answered, which must not be a refusal. */
export async function ok(asked: PromiseLike<any>): Promise<any> {
  const { status, body, req } = await asked;
  if (status >= 300)
    throw new Error(`${req.method} ${req.path}: ${JSON.stringify(body)}`);
  return body;
}

/** A portal whose catalog was read; Maria looks after it and reads what is restricted. */
export async function startSweep(knex: Knex): Promise<RunningItsm> {
  const itsm = await startItsm({
    knex,
    decide,
    entities: catalog,
    config: {
      itsm: {
        imports: { mappings: mappingsFolder() },
        access: {
          roles: {
            agent: ['group:default/service-desk'],
            admin: ['user:default/maria'],
            restrictedReader: ['user:default/maria'],
          },
          services: { 'external:monitor': ['agent'] },
          decisionCacheSeconds: 0,
        },
        dueWork: { everySeconds: 0.2 },
      },
    },
  });
  // What is not in the catalog is known once all of it was read.
  await knex('catalog_reads').update({ finished_at: Date.now() });
  return itsm;
}

/** A system that nobody sees who asks the catalog for themselves. */
export async function hideEntity(knex: Knex): Promise<void> {
  const like = await knex('catalog_entities')
    .where({ ref: 'system:default/wallet' })
    .first();
  await knex('catalog_entities').insert({
    ...like,
    ref: HIDDEN,
    uid: 'uid-zhidden',
    name: 'zhidden',
    title: 'zhiddentitle',
  });
  await knex('catalog_relations').insert([
    { source_ref: HIDDEN, type: 'dependsOn', target_ref: CHECKOUT },
    { source_ref: CHECKOUT, type: 'dependsOn', target_ref: HIDDEN },
  ]);
}

/** What is known of the hidden system. */
export async function tellOfHidden(maria: As): Promise<void> {
  const define = (kind: string, body: object) =>
    ok(maria.put(`/definitions/${kind}/zhidden-key`, { body }));
  await define('offering', {
    service: HIDDEN,
    name: 'zhiddenoffering',
    summary: 'zhiddensummary',
    howToAsk: { text: 'zhiddenway' },
    state: 'offered',
  });
  await define('cost-sharing', {
    name: 'zhiddensharing',
    service: HIDDEN,
    rule: { by: 'equal', to: [CHECKOUT] },
  });
  await ok(
    maria.post('/portfolio/costs/lines', {
      serviceRef: HIDDEN,
      month: LAST,
      kind: 'people',
      minor: 100_000,
      currency: 'EUR',
      note: 'zhiddennote',
    }),
  );
  await ok(
    maria.put(`/portfolio/continuity/system/default/zhidden`, {
      rtoMinutes: 4_321,
      rpoMinutes: 1,
      steps: 'zhiddensteps',
    }),
  );
  await ok(maria.post('/portfolio/risk-candidates/look', {}));
}

/** Costs that only those see who may read costs. */
export async function writeCosts(maria: As): Promise<void> {
  await ok(
    maria.post('/portfolio/costs/lines', {
      serviceRef: CHECKOUT,
      month: LAST,
      kind: 'people',
      minor: SUM,
      currency: 'EUR',
    }),
  );
}

/**
 * Files a record of each type, with a word of its own in each of its texts, and links them with each
 * other and with `others`.
 */
export async function fileAll(
  maria: As,
  word: string,
  visibility: 'internal' | 'restricted',
  more: { entityRef: string; others?: Filed },
): Promise<Filed> {
  const w = (type: SweptType, field: string) =>
    `${word}${type.replace('-', '')}${field}`;
  const P = '/portfolio';
  const mine = { ownerRef: OWNER, visibility };
  const { others } = more;
  const objective = await ok(
    maria.post(`${P}/objectives`, {
      ...mine,
      title: w('business-objective', 'title'),
      intent: w('business-objective', 'intent'),
      theme: w('business-objective', 'theme'),
      periodFrom: '2020-01-01T00:00:00.000Z',
      periodTo: START,
      parent: others?.records['business-objective'].number,
    }),
  );
  const keyResult = await ok(
    maria.post(`${P}/objectives/${objective.number}/key-results`, {
      title: w('business-objective', 'result'),
      start: 0,
      target: 10,
    }),
  ).then(all => all.items?.[0] ?? all);
  await ok(
    maria.post(
      `${P}/objectives/${objective.number}/key-results/${keyResult.id}/check-ins`,
      { value: 4, note: w('business-objective', 'note') },
    ),
  );
  await ok(
    maria.post(`${P}/objectives/${objective.number}/transitions`, {
      transition: 'activate',
    }),
  );
  const trend = await ok(
    maria.post(`${P}/trends`, {
      ...mine,
      title: w('trend', 'title'),
      what: w('trend', 'what'),
      trendImpact: 'threat',
    }),
  );
  await ok(
    maria.post(`${P}/trends/${trend.number}/evidence`, {
      words: w('trend', 'evidence'),
    }),
  );
  const demand = await ok(
    maria.post(`${P}/demand`, {
      title: w('demand', 'title'),
      whoFor: w('demand', 'who'),
      why: w('demand', 'why'),
      evidence: w('demand', 'evidence'),
      serviceRef: CHECKOUT,
      visibility,
    }),
  );
  await ok(maria.put(`${P}/demand/${demand.number}/vote`, { points: 3 }));
  const service = await ok(
    maria.post(`${P}/records`, {
      ...mine,
      title: w('service', 'title'),
      purpose: w('service', 'purpose'),
      fitReason: w('service', 'fit'),
      expectedValue: w('service', 'value'),
      customers: [w('service', 'customer')],
      runs: true,
      entityRef: more.entityRef,
      tier: 'tier-2',
      valueScore: 4,
      riskScore: 3,
    }),
  );
  const change = await ok(
    maria.post('/changes', {
      title: `c${word}title`,
      serviceRef: CHECKOUT,
      visibility,
    }),
  );
  const risk = await ok(
    maria.post(`${P}/risks`, {
      title: w('risk', 'title'),
      cause: w('risk', 'cause'),
      effect: w('risk', 'effect'),
      treatmentPlan: w('risk', 'plan'),
      serviceRef: CHECKOUT,
      likelihood: 4,
      impact: 4,
      visibility,
    }),
  );
  const supplier = await ok(
    maria.post(`${P}/suppliers`, {
      ...mine,
      title: w('supplier', 'title'),
      provides: w('supplier', 'provides'),
      contact: w('supplier', 'contact'),
      website: `https://${w('supplier', 'site')}.example/`,
    }),
  );
  const contract = await ok(
    maria.post(`${P}/contracts`, {
      ...mine,
      title: w('contract', 'title'),
      terms: w('contract', 'terms'),
      supplier: supplier.number,
      serviceRef: CHECKOUT,
      startAt: '2020-01-01T00:00:00.000Z',
      endAt: END,
      renewal: 'none',
      valueMinor: SUM,
      currency: 'EUR',
      valuePer: 'month',
      ...(others ? {} : { services: [HIDDEN], costWeights: { [HIDDEN]: 3 } }),
    }),
  );
  await ok(
    maria.post(`${P}/contracts/${contract.number}/transitions`, {
      transition: 'activate',
    }),
  );
  const of = `${P}/records/${service.number}`;
  await ok(
    maria.patch(`${of}/design/requirements`, { body: w('service', 'section') }),
  );
  const milestone = await ok(
    maria.post(`${of}/transition/milestones`, {
      title: w('service', 'milestone'),
      plannedFrom: START,
      plannedTo: END,
    }),
  ).then(plan => plan.milestones?.[0] ?? plan);
  const filed: Filed = {
    records: {
      service,
      'business-objective': objective,
      demand,
      trend,
      risk,
      supplier,
      contract,
    },
    change: change.number,
    keyResult: keyResult.id,
    milestone: milestone.id,
  };
  const link = (from: string, kind: string, target: string) =>
    ok(maria.post(`/records/${from}/links`, { kind, target }));
  for (const one of [service, demand, risk, change]) {
    await link(one.number, 'serves', objective.number);
    if (others)
      await link(
        one.number,
        'serves',
        others.records['business-objective'].number,
      );
  }
  for (const type of TYPES) {
    const { number } = filed.records[type];
    await ok(
      maria.post(`/records/${number}/comments`, {
        body: w(type, 'comment'),
        audience: 'requester',
      }),
    );
    await ok(
      maria.post(`/records/${number}/tasks`, { title: w(type, 'task') }),
    );
    if (!others) continue;
    const { number: other } = others.records[type];
    await link(other, 'relates-to', number);
    if (type !== 'service')
      await link(others.records.service.number, 'relates-to', number);
  }
  return filed;
}

/** Shows records as evidence and as what a milestone waits for, of a service that others may read. */
export async function planWith(
  maria: As,
  open: Filed,
  shown: Filed,
): Promise<void> {
  const of = `/portfolio/records/${open.records.service.number}`;
  for (const type of ['risk', 'contract'] as const)
    await ok(
      maria.post(`${of}/design/security/evidence`, {
        kind: 'record',
        record: shown.records[type].number,
      }),
    );
  await ok(
    maria.post(`${of}/transition/milestones/${open.milestone}/changes`, {
      change: shown.change,
    }),
  );
}
