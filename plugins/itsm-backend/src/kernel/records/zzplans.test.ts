import { TestDatabases } from '@backstage/backend-test-utils';
import { ACTIVE_CATEGORIES } from '@callboard/plugin-itsm-common';
import type { Caller, RecordListOptions } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import {
  kernelOnDatabase,
  NOON,
  seedIncidents,
  user,
  type SeedRecord,
} from '../../tests/kernelOnDatabase';
import type { KernelParts } from '../buildKernel';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
jest.setTimeout(120_000);

const COUNT = Number(process.env.N ?? 5000);
const maria = user('u7', ['g3']);
/** As under the usual policy: what is the caller's own, in one way or another. */
const conditional: Caller = {
  ...maria,
  scopes: new Map([
    [
      'itsm.incident.read',
      {
        anyOf: [
          { any: ['requesterRef', 'requestedForRef'], values: maria.ownership },
          { any: ['ownerRef', 'assigneeRef'], values: maria.ownership },
          { not: { any: ['statusCategory'], values: ['draft'] } },
        ],
      },
    ],
  ]),
};

/** A few years of incidents of a middle-sized company: nine in ten are closed. */
const incident = (n: number): SeedRecord => {
  const open = n % 10 === 0;
  return {
    number: n,
    status: open ? 'new' : 'closed',
    statusCategory: open ? 'open' : 'closed',
    priority: (n % 5) + 1,
    serviceRef: `component:default/s${n % 97}`,
    ciRef: n % 2 ? `component:default/s${n % 89}` : undefined,
    ownerRef: `group:default/g${n % 31}`,
    assigneeRef: n % 20 === 0 ? undefined : `user:default/u${n % 53}`,
    requesterRef: `user:default/u${n % 211}`,
    requestedForRef: n % 9 === 0 ? `user:default/u${n % 199}` : undefined,
    createdAt: NOON + n * 1_000,
    updatedAt: NOON + ((n * 7_919) % COUNT) * 1_000,
  };
};

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  Plans?: Plan[];
}
const nodes = (plan: Plan): Plan[] => [
  plan,
  ...(plan.Plans ?? []).flatMap(nodes),
];

describe('lists on PostgreSQL with thousands of records', () => {
  let knex: Knex;
  let kernel: KernelParts;

  beforeAll(async () => {
    knex = await databases.init('POSTGRES_18');
    kernel = await kernelOnDatabase(knex);
    await seedIncidents(
      knex,
      Array.from({ length: COUNT }, (_, i) => incident(i + 1)),
    );
    await knex('catalog_entities').insert(
      Array.from({ length: 400 }, (_, i) => ({
        ref: `component:default/s${i}`,
        kind: 'component',
        name: `s${i}`,
        title: `Service ${i}`,
        system_ref: `system:default/y${i % 40}`,
        annotations: '{}',
        seen_at: NOON,
      })),
    );
    await knex('catalog_aliases').insert(
      Array.from({ length: 20 }, (_, i) => ({
        alias_ref: `component:default/old${i}`,
        ref: `component:default/s${i}`,
        since: NOON,
      })),
    );
    await knex.raw('analyze');
  });

  /** The plans of the statements over records that a list runs. */
  async function plans(
    caller: Caller,
    options: RecordListOptions,
  ): Promise<Plan[][]> {
    const statements: { sql: string; bindings: unknown[] }[] = [];
    const note = (query: any) => {
      if (/"records" as "r"/.test(query.sql)) statements.push(query);
    };
    knex.on('query', note);
    await kernel.records.list(caller, { types: ['incident'], ...options });
    knex.removeListener('query', note);
    const connection = await knex.client.acquireConnection();
    try {
      const found: Plan[][] = [];
      for (const { sql, bindings } of statements) {
        const { rows } = await connection.query({
          text: `explain (analyze, format text) ${sql}`,
          values: bindings,
        });
        console.log(sql, rows.map((r: any) => r['QUERY PLAN']).join('\n'));
      }
      return found;
    } finally {
      await knex.client.releaseConnection(connection);
    }
  }

  const active = ACTIVE_CATEGORIES;
  it('x', async () => { await plans(maria, { entity: 'component:default/s7' }); });
});
