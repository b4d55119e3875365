import { ACTIVE_CATEGORIES } from '@callboard/plugin-itsm-common';
import type { Caller } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import {
  kernelOnDatabase,
  NOON,
  seedId,
  seedIncidents,
  user,
} from '../../tests/kernelOnDatabase';
import type { KernelParts } from '../buildKernel';
import { refreshWords } from './refreshWords';

const databases = MigratedDatabases.create({ ids: ['POSTGRES_18'] });
jest.setTimeout(120_000);

const COUNT = Number(process.env.PLAN_RECORDS ?? 6_000);
const NAMES = ['printer', 'login', 'checkout', 'invoice', 'laptop', 'network'];
const VERBS = ['fails', 'hangs', 'disappears', 'shows', 'rejects'];

const maria = user('u7', ['g3']);
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

describe('searches on PostgreSQL with thousands of records', () => {
  let knex: Knex;
  let kernel: KernelParts;

  beforeAll(async () => {
    knex = await databases.init('POSTGRES_18');
    kernel = await kernelOnDatabase(knex);
    const numbers = Array.from({ length: COUNT }, (_, i) => i + 1);
    await seedIncidents(
      knex,
      numbers.map(n => ({
        number: n,
        title: `${NAMES[n % 6]} ${VERBS[n % 5]} unit${n % 500} case${n}`,
        status: n % 10 === 0 ? 'new' : 'closed',
        statusCategory: n % 10 === 0 ? 'open' : 'closed',
        serviceRef: `component:default/s${n % 997}`,
        ownerRef: `group:default/g${n % 31}`,
        assigneeRef: n % 20 === 0 ? undefined : `user:default/u${n % 53}`,
        requesterRef: `user:default/u${n % 211}`,
        createdAt: NOON + n * 1_000,
        updatedAt: NOON + ((n * 7_919) % COUNT) * 1_000,
      })),
    );
    await refreshWords(
      knex,
      kernel.types.all(),
      numbers.map(seedId),
      'english',
    );
    await knex.raw('vacuum analyze');
  });

  /** The plans of the statements over records that something runs. */
  async function plans(work: () => Promise<unknown>): Promise<Plan[][]> {
    const statements: { sql: string; bindings: unknown[] }[] = [];
    const note = (query: any) => {
      if (/"records" as "r"/.test(query.sql)) statements.push(query);
    };
    knex.on('query', note);
    await work();
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

  const callers: [string, Caller][] = [
    ['somebody whom the policy lets read all', maria],
    ['somebody under the usual policy', conditional],
  ];

  const pageOf = (caller: Caller, options: object) =>
    plans(() =>
      kernel.records.list(caller, { types: ['incident'], ...options }),
    );
  const searchFor = (caller: Caller, q: string) =>
    plans(() => kernel.search.search(caller, { q, types: ['incident'] }));

  it.each(callers)('find words by their index, for %s', async (_, caller) => {
    for (const q of ['printer fails unit7', 'case77', 'INC-7']) {
      const found = [await pageOf(caller, { q }), await searchFor(caller, q)];
      for (const [page] of found) {
        const scanned = page
          .filter(n => n['Node Type'] === 'Seq Scan')
          .map(n => n['Relation Name']);
        expect(scanned).not.toContain('record_search');
        expect(scanned).not.toContain('records');
        expect(page.map(n => n['Index Name'])).toContain(
          'record_search_words_idx',
        );
      }
    }
  });

  it('find similar records among the open ones by their own index', async () => {
    const found = await plans(() =>
      kernel.search.similar(conditional, {
        types: ['incident'],
        title: 'unit7 case70 rejects',
        entity: 'component:default/s7',
      }),
    );
    expect(found).toHaveLength(2);
    const names = found.flat().map(n => n['Index Name']);
    expect(names).toContain('record_search_open_idx');
    for (const page of found) {
      const scanned = page.filter(n => n['Node Type'] === 'Seq Scan');
      expect(scanned.map(n => n['Relation Name'])).not.toContain('records');
    }
  });

  it.each<[string, object]>([
    ['assigneeRef', { assigneeRef: 'me', statusCategory: 'open' }],
    ['ownerRef', { ownerRef: 'mine', assigneeRef: { $exists: false } }],
    ['serviceRef', { serviceRef: 'component:default/s7' }],
    ['requesterRef', { requesterRef: 'user:default/u9' }],
    ['watcher', { watcher: { $contains: 'me' } }],
    ['any of them', { $any: [{ assigneeRef: 'me' }, { requesterRef: 'me' }] }],
  ])('find records by a filter on %s by an index', async (_, filter) => {
    for (const [, caller] of callers) {
      const [page] = await pageOf(caller, { filter });
      const scanned = page.filter(n => n['Node Type'] === 'Seq Scan');
      expect(scanned.map(n => n['Relation Name'])).not.toContain('records');
    }
  });

  it('take one statement for a page, filtered and sorted by an index or not', async () => {
    const filter = { category: { $exists: false } };
    const types = ['incident'];
    const listed = (options: object) =>
      plans(() => kernel.records.list(maria, { types, filter, ...options }));
    expect(await listed({})).toHaveLength(1);
    expect(await listed({ sort: 'title' })).toHaveLength(1);
    expect(await listed({ sort: 'title', total: true })).toHaveLength(1);
    expect(
      await listed({ q: 'printer', category: ACTIVE_CATEGORIES }),
    ).toHaveLength(1);
  });
});
