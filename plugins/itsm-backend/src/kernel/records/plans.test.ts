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

const COUNT = 5_000;
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
    serviceRef: `component:default/s${n % 997}`,
    ciRef: n % 2 ? `component:default/s${n % 991}` : undefined,
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
      Array.from({ length: 2_000 }, (_, i) => ({
        ref: `component:default/s${i}`,
        kind: 'component',
        name: `s${i}`,
        title: `Service ${i}`,
        system_ref: `system:default/y${i % 700}`,
        annotations: '{}',
        seen_at: NOON,
      })),
    );
    await knex('catalog_aliases').insert(
      Array.from({ length: 300 }, (_, i) => ({
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
          text: `explain (format json) ${sql}`,
          values: bindings,
        });
        found.push(nodes(rows[0]['QUERY PLAN'][0].Plan));
      }
      return found;
    } finally {
      await knex.client.releaseConnection(connection);
    }
  }

  const active = ACTIVE_CATEGORIES;
  it.each<[string, RecordListOptions]>([
    ['the list as it opens', {}],
    ['the oldest first', { sort: 'created', order: 'asc' }],
    ['the most urgent first', { sort: 'priority' }],
    ['what is open', { category: active }],
    ['what is assigned to me', { assignee: ['me'], category: active }],
    [
      'what my groups own and nobody works on',
      { owner: ['mine'], assignee: ['none'], category: active },
    ],
    ['what touches an entity', { entity: 'component:default/s7' }],
    ['what touches a part of a system', { entity: 'system:default/y7' }],
    [
      'what is open about a service',
      { service: ['component:default/s7'], category: active },
    ],
    ['what I asked for', { requester: ['me'] }],
  ])('find %s by an index', async (_, options) => {
    for (const caller of [maria, conditional]) {
      const [page] = await plans(caller, options);
      const records = page.filter(n => n['Relation Name'] === 'records');
      expect(records.length).toBeGreaterThan(0);
      expect(records.map(n => n['Node Type'])).not.toContain('Seq Scan');
    }
  });

  it('read the next page from where the last one ended', async () => {
    const first = await kernel.records.list(maria, {
      types: ['incident'],
      sort: 'priority',
      limit: 200,
    });
    for (const sort of ['updated', 'created', 'priority'] as const) {
      const { pageInfo } = await kernel.records.list(maria, {
        types: ['incident'],
        sort,
        limit: 200,
      });
      const [page] = await plans(maria, {
        sort,
        limit: 25,
        cursor: pageInfo.nextCursor,
      });
      expect(page.map(n => n['Index Name'])).toContain(
        `records_type_${sort}_idx`,
      );
      // What an index has in order is not sorted again.
      expect(page.map(n => n['Node Type'])).not.toContain('Sort');
    }
    expect(first.items).toHaveLength(200);
  });

  it.each<[string, RecordListOptions, string]>([
    ['team', { owner: ['group:default/g3'] }, 'records_owner_idx'],
    ['person', { assignee: ['me'] }, 'records_assignee_idx'],
  ])(
    'read a page of a %s in one status as it stands in the index',
    async (_, of, index) => {
      const [page] = await plans(maria, { ...of, status: ['closed'] });
      expect(page.map(n => n['Index Name'])).toContain(index);
      expect(page.map(n => n['Node Type'])).not.toContain('Sort');
    },
  );

  it('take one statement for a page, and one more for a total', async () => {
    expect(await plans(maria, {})).toHaveLength(1);
    expect(await plans(maria, { total: true })).toHaveLength(2);
  });
});
