import * as fc from 'fast-check';
import type { Knex } from 'knex';
import type { KernelParts } from '../../../kernel/buildKernel';
import { forgetItems, loadingInto } from '../../../testing/cmdbLoads';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import { FixedClock, kernelOnDatabase } from '../../../tests/kernelOnDatabase';
import { brokenChains } from '../../../tests/verifyAll';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(240_000);

/** What one source says of the server `n`, known by its serial number. */
interface Said {
  n: number;
  name: string;
  environment: string | undefined;
  memory: number | undefined;
}

const said = (most: number) =>
  fc.uniqueArray(
    fc.record({
      n: fc.nat({ max: most }),
      name: fc.constantFrom('web', 'Web', 'db', 'Größe', '服务器'),
      environment: fc.option(fc.constantFrom('production', 'staging', 'test'), {
        nil: undefined,
      }),
      memory: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
    }),
    { selector: s => s.n, maxLength: most + 1 },
  );

const csvRow = ({ n, name, environment, memory }: Said) =>
  `E${n};${name};SN-${n};${environment ?? ''};;${memory ?? ''};`;
const jsonRow = ({ n, name, environment, memory }: Said) => ({
  id: `V${n}`,
  name,
  hardware: { serial: `sn-${n}`, memoryGb: memory },
  environment,
  title: 'no title',
});

/** Any rows at all: bad ones, clashing ones, and those that may be any of several. */
const anyRow = fc
  .record({
    id: fc.constantFrom('', 'A', 'B', 'C', 'D', 'E', 'F'),
    name: fc.constantFrom('', 'web', 'WEB ', 'db', '\u202ex', '🖥️'),
    serial: fc.constantFrom('', '', 'S1', 's1', 'S2', 'S3'),
    environment: fc.constantFrom('', 'prod', 'staging', 'moon'),
    memory: fc.constantFrom('', '1', '2', 'x'),
  })
  .map(r => `${r.id};${r.name};${r.serial};${r.environment};;${r.memory};`);
const anyLoad = fc.record({
  rows: fc.array(anyRow, { maxLength: 8 }),
  complete: fc.boolean(),
});

describe.each(databases.eachSupportedId())(
  'loads of any rows on %s',
  databaseId => {
    let knex: Knex;
    let kernel: KernelParts;
    let cmdb: Awaited<ReturnType<typeof loadingInto>>;
    const clock = new FixedClock();
    const numRuns = databaseId === 'SQLITE_3' ? 60 : 15;

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      kernel = await kernelOnDatabase(knex, { clock });
      cmdb = await loadingInto(kernel);
    });

    /** What counts, by serial number. */
    const effective = async () => {
      const rows = await knex('ci_values').select(
        'item_id',
        'key',
        'value',
        'source',
      );
      const items = new Map<string, string[]>();
      for (const { item_id: id, key, value, source } of rows)
        items.set(id, [
          ...(items.get(id) ?? []),
          `${key}=${value} (${source})`,
        ]);
      return [...items.values()].map(values => values.sort().join(' ')).sort();
    };

    it('come to the same whichever source and whichever row comes first', async () => {
      await fc.assert(
        fc.asyncProperty(said(5), said(5), fc.integer(), async (a, b, seed) => {
          await forgetItems(knex);
          await cmdb.csv(a.map(csvRow));
          await cmdb.json(b.map(jsonRow));
          const one = await effective();
          await forgetItems(knex);
          const shuffled = <T>(all: T[]) =>
            all
              .map((value, i) => ({ value, at: Math.sin(seed + i) }))
              .sort((x, y) => x.at - y.at)
              .map(({ value }) => value);
          await cmdb.json(shuffled(b).map(jsonRow));
          await cmdb.csv(shuffled(a).map(csvRow));
          expect(await effective()).toEqual(one);
          // Every server is one item, whoever names it.
          expect(one).toHaveLength(new Set([...a, ...b].map(s => s.n)).size);
        }),
        { numRuns },
      );
    });

    it('do what the dry run said, and nothing when they come again', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(anyLoad, { minLength: 1, maxLength: 4 }),
          async loads => {
            await forgetItems(knex);
            for (const { rows, complete } of loads) {
              clock.pass(60_000);
              const before = await knex('ci_items').count({ n: '*' }).first();
              const promised = await cmdb.csv(rows, { complete, dryRun: true });
              expect(await knex('ci_items').count({ n: '*' }).first()).toEqual(
                before,
              );
              const { id, dryRun, ...done } = await cmdb.csv(rows, {
                complete,
              });
              expect({ ...done, dryRun: true }).toEqual(promised);
              expect([typeof id, dryRun]).toEqual(['string', false]);
              const values = await effective();
              const entries = await knex('journal').count({ n: '*' }).first();
              const again = await cmdb.csv(rows, { complete });
              expect(again.counts).toMatchObject({
                created: 0,
                updated: 0,
                restored: 0,
                stale: 0,
                retired: 0,
              });
              expect(await effective()).toEqual(values);
              expect(await knex('journal').count({ n: '*' }).first()).toEqual(
                entries,
              );
            }
          },
        ),
        { numRuns },
      );
      expect(await brokenChains(knex)).toEqual([]);
    });
  },
);
