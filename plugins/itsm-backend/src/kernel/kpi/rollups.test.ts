import {
  mockServices,
  type TestDatabaseId,
} from '@backstage/backend-test-utils';
import { percentileOf } from '@callboard/plugin-itsm-common';
import type { Facts } from '@callboard/plugin-itsm-node';
import * as fc from 'fast-check';
import type { Knex } from 'knex';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import {
  after,
  byHand,
  change,
  dayOf,
  entryOf,
  HOUR,
  instant,
  KIND,
  letters,
  optional,
  parcel,
  runs,
  SEED,
  ZONE,
  type Change,
} from '../../tests/parcels';
import { registeredPractices } from '../../tests/registeredPractices';
import { migrate } from '../migrate';
import { CellReader } from './CellReader';
import { CountedBook } from './CountedBook';
import { FactReader } from './FactReader';
import { FactStore } from './FactStore';
import { recordFactsProjection } from './recordFactsProjection';
import type { RecordJournal } from './RecordJournal';
import { Rollups } from './Rollups';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(180_000);

const migrated = new Map<TestDatabaseId, Promise<Knex>>();
/** One for all stories of an engine. */
function database(id: TestDatabaseId): Promise<Knex> {
  const made =
    migrated.get(id) ??
    (async () => {
      const knex = await databases.init(id);
      const practices = await registeredPractices();
      await migrate(mockServices.database({ knex }), knex, practices);
      return knex;
    })();
  migrated.set(id, made);
  return made;
}

describe.each(databases.eachSupportedId())('rollups on %s', databaseId => {
  let knex: Knex;
  let book: CountedBook;
  let rollups: Rollups;
  let facts: FactReader;
  let cells: CellReader;

  beforeAll(async () => {
    knex = await database(databaseId);
  });
  beforeEach(async () => {
    book = new CountedBook();
    book.contribute({ kinds: [KIND] });
    rollups = new Rollups({ book, zone: ZONE });
    facts = new FactReader({ knex, book });
    cells = new CellReader({ knex, book, facts, zone: ZONE });
    await knex.transaction(tx => rollups.clear(tx, KIND.kind));
  });

  const make = async (changes: readonly Change[]) => {
    const writer = rollups;
    for (const one of changes)
      await knex.transaction(tx =>
        'put' in one
          ? writer.put(tx, KIND.kind, one.put)
          : writer.remove(tx, KIND.kind, one.remove),
      );
  };
  const clear = () => knex.transaction(tx => rollups.clear(tx, KIND.kind));
  /** All that is kept, to the letter. */
  const kept = async (kind = KIND.kind) => {
    const ofKind = knex('kpi_kinds').where('kind', kind).select('id');
    const cellRows = await knex('kpi_cells as c')
      .join('kpi_series as s', 's.id', 'c.series_id')
      .whereIn('s.kind_id', ofKind.clone())
      .orderBy(['s.stage', 's.dimension', 's.value', 'c.month'])
      .select('s.stage', 's.dimension', 's.value', 'c.*');
    const factRows = await knex('kpi_facts')
      .whereIn('kind_id', ofKind.clone())
      .orderBy('id');
    return {
      cells: cellRows.map(({ series_id: _, ...row }) => row),
      facts: factRows,
    };
  };

  it('are what the facts add up to, after any changes, in months, days and groups', async () => {
    const bounds = [
      ...['2023-10-01', '2023-10-29', '2023-10-30', '2023-11-01'],
      ...['2024-02-29', '2024-03-01', '2024-03-30', '2024-03-31'],
      ...['2024-04-01', '2024-05-01'],
    ].map(dayOf);
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 6 }), async changes => {
        await clear();
        await make(changes);
        const all = [...after(changes).values()];
        const wheres = [
          { keep: () => true },
          {
            keep: (f: Facts) => f.dimensions.depot === 'north',
            dimension: 'depot',
            values: ['north'],
          },
          {
            keep: (f: Facts) => f.dimensions.size !== 's',
            dimension: 'size',
            values: ['l', undefined],
          },
        ];
        const stages = ['sent', 'arrived'] as const;
        const asked = stages.flatMap(stage =>
          wheres.map(where => ({ stage, where })),
        );
        const answers = await cells.read(
          asked.map(({ stage, where: { keep, ...dimension } }) => ({
            kind: KIND.kind,
            stage,
            ...dimension,
            bounds,
            before: true,
            ...(stage === 'arrived' && {
              percentiles: { value: 'travelMs', shares: [0.5, 0.9] },
            }),
          })),
        );
        for (const [i, { stage, where }] of asked.entries()) {
          const told = answers[i];
          for (const [k, point] of told.points.entries()) {
            const { median, p90, since, ...hand } = byHand(
              all,
              stage,
              bounds[k],
              bounds[k + 1],
              where.keep,
            );
            expect(point).toMatchObject({ ...hand, exact: true });
            expect(point.since).toBe(since - hand.count * bounds[0]);
            expect(point.percentiles).toEqual(
              stage === 'sent' || median === undefined
                ? undefined
                : [median, p90],
            );
          }
          const { count } = byHand(all, stage, 0, bounds[0], where.keep);
          expect(told.before!.count).toBe(count);
        }
        const [from, to] = [dayOf('2023-10-29'), dayOf('2024-03-31')];
        const groups = await cells.groups({
          kind: KIND.kind,
          stage: 'arrived',
          dimension: 'depot',
          from,
          to,
        });
        for (const value of ['north', 'south', undefined]) {
          const { count, marks, values } = byHand(
            all,
            'arrived',
            from,
            to,
            f => f.dimensions.depot === value,
          );
          const nothing = byHand([], 'arrived', from, to);
          const group = groups.find(g => g.value === value) ?? nothing;
          expect(group).toMatchObject({ count, marks, values });
        }
      }),
      { seed: SEED, numRuns: runs(25) },
    );
  });

  it('made again are the same to the letter, and nothing is left of what is taken away', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 8 }), async changes => {
        await clear();
        await make(changes);
        const was = await kept();
        const all = [...after(changes).values()];
        await clear();
        expect(await kept()).toEqual({ cells: [], facts: [] });
        await make([{ put: all.reverse() }]);
        expect(await kept()).toEqual(was);
        // Restricted ones stay as facts, and add to nothing.
        await make([{ put: all.map(f => ({ ...f, restricted: true })) }]);
        expect((await kept()).cells).toEqual([]);
        await make([{ put: all }]);
        expect(await kept()).toEqual(was);
        await make([{ remove: all.map(({ id }) => id) }]);
        expect(await kept()).toEqual({ cells: [], facts: [] });
      }),
      { seed: SEED, numRuns: runs(15) },
    );
  });

  it('and the facts themselves say the same, by page, by hour and of those that are open', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(parcel(40), { maxLength: 40 }),
        instant,
        async (put, at) => {
          await clear();
          await make([{ put }]);
          const all = [...after([{ put }]).values()];
          const [from, to] = [dayOf('2024-02-27'), dayOf('2024-04-01')];
          const filter = {
            kind: KIND.kind,
            stage: 'arrived',
            from,
            to,
            where: { size: ['s', undefined], depot: ['north', 'south'] },
            marks: ['fragile'],
            without: ['broken'],
          };
          const fitting = (f: Facts) =>
            f.dimensions.size !== 'l' &&
            f.dimensions.depot !== undefined &&
            f.marks!.includes('fragile') &&
            !f.marks!.includes('broken');
          const there = all
            .filter(f => !f.restricted && fitting(f))
            .flatMap(f => {
              const when = f.stages.arrived;
              return when !== undefined && when >= from && when < to
                ? [{ id: f.id, at: when }]
                : [];
            })
            .sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
          expect(await facts.count(filter)).toBe(there.length);
          expect(await facts.count(filter, 2)).toBe(Math.min(3, there.length));
          const paged = [];
          for (;;) {
            const page = await facts.page(filter, {
              after: paged[paged.length - 1],
              limit: 3,
            });
            paged.push(...page);
            if (page.length < 3) break;
          }
          expect(paged.map(f => ({ id: f.id, at: f.at }))).toEqual(there);

          const [group, ...others] = await facts.sums(
            { kind: KIND.kind, stage: 'arrived' },
            [from, to],
          );
          expect(others).toEqual([]);
          const [told] = await cells.read([
            { kind: KIND.kind, stage: 'arrived', bounds: [from, to] },
          ]);
          const { exact: _, ...rolledUp } = told.points[0];
          expect(group.points).toEqual([rolledUp]);

          const hours = await cells.hours({
            kind: KIND.kind,
            stage: 'sent',
            dimension: 'depot',
            values: ['north'],
            from,
            to,
          });
          for (const [hour, count] of hours)
            expect(count).toBe(
              byHand(
                all,
                'sent',
                hour,
                hour + HOUR,
                f => f.dimensions.depot === 'north',
              ).count,
            );
          expect(hours.reduce((sum, [, n]) => sum + n, 0)).toBe(
            byHand(all, 'sent', from, to, f => f.dimensions.depot === 'north')
              .count,
          );

          const open = {
            kind: KIND.kind,
            entered: { stage: 'sent' },
            left: { stage: 'arrived' },
          };
          const openOnes = all.filter(
            f =>
              !f.restricted &&
              f.stages.sent! < at &&
              (f.stages.arrived === undefined || f.stages.arrived >= at),
          );
          const ages = await facts.ages(open, at, [HOUR, 48 * HOUR]);
          const age = (f: Facts) => at - f.stages.sent!;
          expect(ages).toEqual(
            openOnes.length === 0
              ? []
              : [
                  {
                    total: openOnes.length,
                    ageSum: openOnes.reduce((sum, f) => sum + age(f), 0),
                    bands: [
                      openOnes.filter(f => age(f) <= HOUR).length,
                      openOnes.filter(f => age(f) > HOUR && age(f) <= 48 * HOUR)
                        .length,
                      openOnes.filter(f => age(f) > 48 * HOUR).length,
                    ],
                  },
                ],
          );
          const page = await facts.openPage(open, at, { limit: 100 });
          expect(page.map(f => f.id).sort()).toEqual(
            openOnes.map(f => f.id).sort(),
          );
        },
      ),
      { seed: SEED, numRuns: runs(20) },
    );
  });

  it('tell percentiles of many values at most 1 % off, days without a histogram included', async () => {
    const from = dayOf('2024-03-01');
    const put = Array.from({ length: 11_000 }, (_, i): Facts => {
      const travelMs = Math.round(1_000 * 1.001 ** (i % 9_000));
      return {
        id: `m${i}`,
        stages: { sent: from, arrived: from + i * 180_000 },
        dimensions: { depot: 'north' },
        values: { travelMs },
      };
    });
    await make([{ put }]);
    const bounds = [dayOf('2024-03-01'), dayOf('2024-03-29')];
    const where = { dimension: 'depot', values: ['north'] };
    const questions = [{}, where].flatMap(more =>
      [bounds, [dayOf('2024-03-01'), dayOf('2024-04-01')]].map(b => ({
        kind: KIND.kind,
        stage: 'arrived',
        bounds: b,
        percentiles: { value: 'travelMs', shares: [0.5, 0.9, 1] },
        ...more,
      })),
    );
    const sorted = put.map(f => f.values!.travelMs!).sort((a, b) => a - b);
    for (const { points } of await cells.read(questions)) {
      expect(points[0]).toMatchObject({ count: 11_000, exact: false });
      for (const [i, share] of [0.5, 0.9, 1].entries()) {
        const exact = percentileOf(sorted, share)!;
        const off = Math.abs(points[0].percentiles![i] - exact) / exact;
        expect(off).toBeLessThanOrEqual(0.01);
      }
    }
    await clear();
  });

  describe('that follow the journal', () => {
    it('are the same in whatever batches and however late entries come', async () => {
      book.contribute({ records: [letters] });
      const said = fc.record({
        record: fc.constantFrom('a', 'b', 'c', 'other'),
        at: fc.integer({ min: dayOf('2024-03-01'), max: dayOf('2024-03-03') }),
        word: fc.constantFrom('north', 'south'),
        hide: optional(fc.boolean()),
      });
      await fc.assert(
        fc.asyncProperty(
          fc.array(said, { minLength: 1, maxLength: 25 }),
          fc.infiniteStream(fc.integer({ min: 1, max: 6 })),
          async (list, sizes) => {
            const seen = new Set<string>();
            const entries = list.map((one, i) => {
              const first = !seen.has(one.record);
              seen.add(one.record);
              const type = one.record === 'other' ? 'postcard' : 'letter';
              return entryOf(i + 1, one, first, type);
            });
            const journal = {
              of: async (
                _: unknown,
                ids: readonly string[],
                kinds: readonly string[],
                upTo: number,
              ) =>
                new Map(
                  ids.map(id => [
                    id,
                    entries.filter(
                      e =>
                        e.subjectId === id &&
                        e.position <= upTo &&
                        kinds.includes(e.kind),
                    ),
                  ]),
                ),
            } as unknown as RecordJournal;
            const projection = recordFactsProjection(letters, {
              rollups,
              journal,
              store: new FactStore(),
            });
            const reset = () => knex.transaction(tx => projection.reset!(tx));
            await reset();
            let next = 0;
            for (const size of sizes) {
              const batch = entries.slice(next, next + size);
              if (batch.length === 0) break;
              await knex.transaction(tx => projection.apply(tx, batch));
              next += size;
            }
            const was = await kept('letter');
            await reset();
            await knex.transaction(tx => projection.apply(tx, entries));
            expect(await kept('letter')).toEqual(was);

            const expected = ['a', 'b', 'c'].flatMap(record => {
              const own = entries
                .filter(e => e.subjectId === record)
                .sort((x, y) => x.at - y.at || x.position - y.position);
              const hides = own.flatMap(
                e => (e.payload.changes as any[])[0] ?? [],
              );
              const restricted =
                hides[hides.length - 1]?.after === 'restricted';
              return own.map((e, i) => ({
                id: `${record}/${i}`,
                record_id: record,
                restricted,
                t1: e.at,
                d1: e.payload.word,
                v1: own.length,
              }));
            });
            expect(
              was.facts.map(f => ({
                id: f.id,
                record_id: f.record_id,
                restricted: Boolean(f.restricted),
                t1: Number(f.t1),
                d1: f.d1,
                v1: f.v1,
              })),
            ).toEqual(expected.sort((x, y) => (x.id < y.id ? -1 : 1)));
            const visible = expected.filter(f => !f.restricted).length;
            const [{ points }] = await cells.read([
              {
                kind: 'letter',
                stage: 'sent',
                bounds: [dayOf('2024-03-01'), dayOf('2024-03-04')],
              },
            ]);
            expect(points[0].count).toBe(visible);
          },
        ),
        { seed: SEED, numRuns: runs(20) },
      );
    });
  });
});
