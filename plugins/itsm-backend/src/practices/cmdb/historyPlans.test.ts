import type { Knex } from 'knex';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import { kernelOnDatabase } from '../../tests/kernelOnDatabase';
import { HistoryStore } from './HistoryStore';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(240_000);

const ITEMS = 100_000;
/** A month ago; the first reading was at 0, and a third of all items changed at 2,000. */
const THEN = 1_000;
const NOW = 1_000_000;
/** Of the item that is never at rest. */
const LATER = 20_000;
const BUSY = 'component:default/c7';
const CALM = 'component:default/c70007';

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: Plan[];
}
const nodes = (plan: Plan): Plan[] => [
  plan,
  ...(plan.Plans ?? []).flatMap(nodes),
];

/** A row a number: the two engines count differently. */
const numbers = (databaseId: string, most: number) =>
  databaseId === 'SQLITE_3'
    ? `(with recursive c(n) as (select 0 union all select n + 1 from c where n < ${
        most - 1
      }) select n from c) as c`
    : `generate_series(0, ${most - 1}) as c(n)`;

describe.each(databases.eachSupportedId())(
  'the history of 100,000 items on %s',
  databaseId => {
    let knex: Knex;
    let store: HistoryStore;

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      await kernelOnDatabase(knex);
      store = new HistoryStore(knex);
      const all = numbers(databaseId, ITEMS);
      const later = numbers(databaseId, LATER);
      const versions = `insert into ci_versions (position, ref, what, title, valid_from, valid_to, fields, changes)`;
      const relations = `insert into ci_relations (position, source_ref, type, target_ref, valid_from, valid_to)`;
      const said = `'{}', '{"changes":[],"relations":{"added":[],"removed":[]}}'`;
      await knex.transaction(async tx => {
        await tx.raw(`${versions} select n + 1, 'component:default/c' || n, 'added', 'C', 0,
          case when n % 3 = 0 then 2000 end, ${said} from ${all}`);
        await tx.raw(`${versions} select n + ${
          ITEMS + 1
        }, 'component:default/c' || n, 'changed', 'C', 2000,
          null, ${said} from ${all} where n % 3 = 0`);
        for (const by of [1, 10, 100]) {
          await tx.raw(`${relations} select n + 1, 'component:default/c' || n, 'dependsOn',
            'component:default/c' || ((n + ${by}) % ${ITEMS}), 0, null from ${all}`);
        }
        // What it was a month ago, and all that came of it since.
        await tx.raw(`${versions} select n + ${
          3 * ITEMS
        }, '${BUSY}', 'changed', 'C', n + 3000,
          n + 3001, ${said} from ${later}`);
        await tx.raw(`${relations} select n + ${
          3 * ITEMS
        }, '${BUSY}', 'dependsOn',
          'component:default/c' || n, n + 3000, n + 3001 from ${later}`);
      });
      await knex.raw('analyze');
    });

    /** What the statements of a question look like. */
    const statementsOf = async (ask: () => Promise<unknown>) => {
      const statements: { sql: string; bindings: unknown[] }[] = [];
      const note = (query: any) => statements.push(query);
      knex.on('query', note);
      await ask();
      knex.removeListener('query', note);
      return statements;
    };

    const questions: [string, (ref: string, at: number) => Promise<unknown>][] =
      [
        ['an item', (ref, at) => store.at([ref], at)],
        ['its relations', (ref, at) => store.relationsAt([ref], at)],
        [
          'what is in reach of it',
          (ref, at) => store.relationsAt([ref], at, { types: ['dependsOn'] }),
        ],
        [
          '400 items',
          (ref, at) =>
            store.at(
              [
                ref,
                ...Array.from(
                  { length: 399 },
                  (_, n) => `component:default/c${n * 11 + 100}`,
                ),
              ],
              at,
            ),
        ],
        [
          'since when it is known',
          ref => store.knownSince([{ ref }, { ref: `${ref}-x` }]),
        ],
        [
          'an item that had another name',
          (ref, at) =>
            store.versionOf(
              [
                { ref, after: 2 },
                { ref: `${ref}-x`, upTo: 9 },
              ],
              at,
            ),
        ],
        [
          'the relations of items, each at an instant of its own',
          (ref, at) =>
            store.relationsOf([
              { ref, at },
              { ref: `${ref}-x`, at },
            ]),
        ],
      ];

    it('is what it was a month ago, whatever came since', async () => {
      for (const ref of [BUSY, CALM]) {
        const found = await store.at([ref], THEN);
        expect(found.get(ref)).toMatchObject({ what: 'added', validFrom: 0 });
        expect(await store.relationsAt([ref], THEN)).toHaveLength(3);
      }
      const now = await store.at([BUSY], NOW);
      expect(now.get(BUSY)!.validFrom).toBe(3000 + LATER - 1);
    });

    if (databaseId === 'SQLITE_3') {
      it.each(questions)('finds %s by an index', async (_, ask) => {
        for (const { sql, bindings } of await statementsOf(() =>
          ask(BUSY, THEN),
        )) {
          const steps: { detail: string }[] = await knex.raw(
            `explain query plan ${sql}`,
            bindings as any,
          );
          const details = steps.map(step => step.detail);
          expect(details.join('\n')).toMatch(/USING (COVERING )?INDEX/);
          expect(details.filter(d => /^SCAN (v|w|ci_)/.test(d))).toEqual([]);
        }
      });
      return;
    }

    /** How many rows of the history are read for a question. */
    const rowsRead = async (ask: () => Promise<unknown>) => {
      const statements = await statementsOf(ask);
      const connection = await knex.client.acquireConnection();
      let read = 0;
      try {
        for (const { sql, bindings } of statements) {
          const { rows } = await connection.query({
            text: `explain (analyze, format json) ${sql}`,
            values: bindings,
          });
          const scans = nodes(rows[0]['QUERY PLAN'][0].Plan).filter(
            node => node['Relation Name'] !== undefined,
          );
          expect(scans.map(node => node['Node Type'])).not.toContain(
            'Seq Scan',
          );
          for (const node of scans) {
            const each =
              node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0);
            read += each * node['Actual Loops'];
          }
        }
      } finally {
        await knex.client.releaseConnection(connection);
      }
      return read;
    };

    it.each(questions)(
      'finds %s by an index, and reads nothing of what came since',
      async (_, ask) => {
        const calm = await rowsRead(() => ask(CALM, THEN));
        expect(calm).toBeGreaterThan(0);
        expect(await rowsRead(() => ask(BUSY, THEN))).toBe(calm);
      },
    );

    it('reads one version of an item as of now, however many there were', async () => {
      const calm = await rowsRead(() => store.at([CALM], NOW));
      expect(await rowsRead(() => store.at([BUSY], NOW))).toBe(calm);
    });
  },
);
