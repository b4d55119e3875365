import {
  ATTAINMENT_BY,
  attainmentOf,
  attainmentQuerySchema,
  breachListQuerySchema,
  attainmentTrendQuerySchema,
  reviewQuerySchema,
  breachingQuerySchema,
  type Clock,
  type WorkingTime,
} from '@callboard/plugin-itsm-common';
import type { Caller, RecordChange } from '@callboard/plugin-itsm-node';
import fc from 'fast-check';
import type { KernelParts } from '../../../kernel/buildKernel';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import {
  FixedClock,
  kernelOnDatabase,
  NOON,
  user,
} from '../../../tests/kernelOnDatabase';
import {
  AGREEMENTS,
  CHANGES,
  lateIn,
  lives,
  OFFICE,
  SERVICES,
  type Step,
} from '../../../tests/servedLives';
import { AgreedBook } from '../agreements/AgreedBook';
import { FactFields } from '../agreements/FactFields';
import { CalendarService } from '../calendars/CalendarService';
import { Clocks } from '../clocks/Clocks';
import { ClockStore } from '../clocks/ClockStore';
import { buildCountedRuns } from '../counted';
import type { AuthorizedAttainmentService } from './AuthorizedAttainmentService';
import { buildAttainment } from './parts';
import { RunQueriesStore } from './RunQueriesStore';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(240_000);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const LIVES = Number(process.env.ATTAINMENT_LIVES ?? 24);
const zoe = user('zoe', [], ['admin', 'agent']);
const rita = user('rita', ['marketing']);
const dana = user('dana', ['service-desk'], ['agent']);

interface Counted {
  kept: number;
  breached: number;
}

describe.each(databases.eachSupportedId())('attainment on %s', databaseId => {
  let kernel: KernelParts;
  let clock: FixedClock;
  let clocks: Clocks;
  let levels: AuthorizedAttainmentService;
  let working: WorkingTime;
  const told = new Map<
    string,
    { serviceRef: string; ownerRef: string; clocks: readonly Clock[] }
  >();

  const change = async (caller: Caller, what: RecordChange) =>
    (await kernel.records.changeRecord(caller, what)).record;
  const file = (set: object = {}) =>
    change(rita, {
      create: 'incident',
      set: {
        title: '=Checkout returns 502',
        serviceRef: SERVICES[0],
        impact: 3,
        urgency: 3,
        requesterRef: rita.ref,
        ...set,
      },
    });

  /** One step of a life; what the state of the record does not allow does not happen. */
  async function step(id: string, what: Step) {
    try {
      await change(dana, { id, ...CHANGES[what] });
    } catch (error) {
      if (!/Conflict|Input|NotAllowed/.test((error as Error).name)) throw error;
    }
  }

  /** What the clocks of records say now. */
  async function tell(ids: Iterable<string>) {
    for (const id of [...ids]) {
      const { record } = await kernel.records.view(dana, id);
      told.set(id, {
        serviceRef: record.serviceRef!,
        ownerRef: record.ownerRef!,
        clocks: (await clocks.told(id)).clocks,
      });
    }
  }

  beforeAll(async () => {
    clock = new FixedClock();
    kernel = await kernelOnDatabase(await databases.init(databaseId), {
      clock,
    });
    const book = new AgreedBook({
      definitions: kernel.definitions,
      calendars: new CalendarService(kernel),
      fields: new FactFields(() => kernel.recordTypes.all()),
    });
    const store = new ClockStore(kernel.database);
    clocks = new Clocks({
      ...kernel,
      store,
      book,
      counted: buildCountedRuns(kernel),
    });
    levels = buildAttainment(kernel, book);
    const define = (kind: string, key: string, body: object) =>
      kernel.definitionService.write(zoe, kind, key, { body } as never);
    await define('calendar', 'office', OFFICE);
    for (const [key, body] of Object.entries(AGREEMENTS))
      await define('agreement', key, body);
    const happens = fc
      .sample(lives, LIVES)
      .map(life => ({ ...life, id: '', at: 0 }));
    for (const life of happens) {
      life.id = (await file({ serviceRef: SERVICES[life.service] })).id;
    }
    const events = happens
      .flatMap(({ id, steps }) => {
        let at = 0;
        return steps.map(({ minutes, what }) => {
          at += minutes * MINUTE;
          return { id, what, at };
        });
      })
      .sort((a, b) => a.at - b.at);
    let passed = 0;
    for (const { id, what, at } of events) {
      clock.pass(at - passed);
      passed = at;
      await step(id, what);
      // What is decided later is in the copy too, as it will be.
      if (at % 3 === 0) await kernel.followers.drain();
    }
    clock.pass(Math.max(0, 12 * DAY - passed));
    await kernel.followers.drain();
    const agreed = await clocks.prepare();
    working = agreed.calendarAt('office', clock.now())!.working;
    await tell(happens.map(({ id }) => id));
  });

  /** Every run that was decided by now, counted from the clocks themselves. */
  function decided(now: number) {
    return [...told.values()].flatMap(({ serviceRef, ownerRef, clocks: own }) =>
      own.flatMap(({ type, metric, groupRef, cycles }) =>
        cycles.flatMap(cycle => {
          const { state, breached, stoppedAt, stretches, agreement } = cycle;
          if (state === 'cancelled') return [];
          const late = breached ? lateIn(working, cycle, now) : undefined;
          if (!late && state !== 'stopped') return [];
          const had = stretches.filter(s => s.state !== 'stopped').pop();
          const owner = stoppedAt === undefined ? ownerRef : had?.ownerRef;
          return [
            {
              at: late ? late.at : stoppedAt!,
              kept: !late,
              held: late?.held,
              goal: cycle.goal,
              type,
              service: serviceRef,
              agreement: agreement.key,
              metric,
              team: groupRef ?? owner ?? '',
            },
          ];
        }),
      ),
    );
  }
  type Decided = ReturnType<typeof decided>[number];

  const count = (runs: readonly Decided[]): Counted => ({
    kept: runs.filter(run => run.kept).length,
    breached: runs.filter(run => !run.kept).length,
  });

  const iso = (at: number) => new Date(at).toISOString();
  const ask = (query: object, caller = dana) =>
    levels.attainment(caller, attainmentQuerySchema.parse(query));

  it('is what one counts from the clocks, by anything and in any period', async () => {
    const now = clock.now();
    const all = decided(now);
    expect(all.length).toBeGreaterThan(LIVES);
    expect(count(all).breached).toBeGreaterThan(0);
    const bounds = fc
      .tuple(
        fc.integer({ min: -DAY, max: 12 * DAY }),
        fc.integer({ min: HOUR, max: 13 * DAY }),
      )
      .map(([from, length]) => ({ from: NOON + from, length }));
    await fc.assert(
      fc.asyncProperty(
        bounds,
        fc.constantFrom('service', 'agreement', 'team', 'metric'),
        fc.option(fc.constantFrom('sla', 'ola'), { nil: undefined }),
        async ({ from, length }, by, type) => {
          fc.pre(from <= now);
          const to = from + length;
          const answer = await ask({ by, from: iso(from), to: iso(to), type });
          const mine = all.filter(
            run =>
              run.at >= from &&
              run.at < to &&
              (type === undefined || run.type === type),
          );
          const expected = new Map<string, Decided[]>();
          for (const run of mine) {
            const key = run[by as 'service'];
            expected.set(key, [...(expected.get(key) ?? []), run]);
          }
          const found = answer.items.filter(i => i.kept + i.breached > 0);
          expect(
            Object.fromEntries(
              found.map(({ key = '', kept, breached }) => [
                key,
                { kept, breached },
              ]),
            ),
          ).toEqual(
            Object.fromEntries(
              [...expected].map(([key, runs]) => [key, count(runs)]),
            ),
          );
          const { kept, breached } = answer.total;
          expect({ kept, breached }).toEqual(count(mine));
          if (by !== 'team') return;
          // Who had it: the parts of a breach make one.
          const shares = new Map<string, number>();
          for (const { held, goal } of mine) {
            for (const [ref, elapsed] of held ?? [])
              shares.set(ref, (shares.get(ref) ?? 0) + elapsed / (goal + 1));
          }
          expect(answer.heldBy!.length).toBe(shares.size);
          for (const { ref = '', breaches } of answer.heldBy!)
            expect(breaches).toBeCloseTo(shares.get(ref)!, 6);
          expect(
            answer.heldBy!.reduce((sum, one) => sum + one.breaches, 0),
          ).toBeCloseTo(count(mine).breached, 6);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('sums up what it does not name', async () => {
    const runs = new RunQueriesStore(kernel.database, kernel.records);
    const ever = { from: 0, to: clock.now() };
    const whole = await runs.countBy(dana, 'metric', ever, 400);
    const first = await runs.countBy(dana, 'metric', ever, 1);
    expect(first).toEqual({ ...whole, items: whole.items.slice(0, 1) });
    expect([whole.groups, whole.items.length]).toEqual([3, 3]);
    const sum = (of: 'kept' | 'breached') =>
      whole.items.reduce((all, item) => all + item[of], 0);
    expect(whole.all).toEqual({ kept: sum('kept'), breached: sum('breached') });
    expect(await runs.countBy(dana, 'team', { from: 0, to: 1 }, 9)).toEqual({
      items: [],
      all: { kept: 0, breached: 0 },
      groups: 0,
    });
  });

  it('adds up over the months and weeks of a zone', async () => {
    const all = decided(clock.now());
    for (const zone of ['UTC', 'Pacific/Auckland']) {
      for (const bucket of ['week', 'month']) {
        const { points } = await levels.trend(
          dana,
          attainmentTrendQuerySchema.parse({
            bucket,
            zone,
            from: iso(NOON - 40 * DAY),
          }),
        );
        points.slice(1).forEach((point, i) => {
          expect(point.from).toBe(points[i].to);
        });
        for (const { from, to, kept, breached } of points) {
          const own = all.filter(
            ({ at }) => at >= Date.parse(from) && at < Date.parse(to),
          );
          expect({ kept, breached }).toEqual(count(own));
        }
      }
    }
  });

  it('lists each breach once, page by page, and as a file that no spreadsheet runs', async () => {
    const expected = decided(clock.now()).filter(run => !run.kept);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await levels.breaches(
        dana,
        breachListQuerySchema.parse({ limit: '3', cursor }),
      );
      for (const {
        record,
        clock: id,
        run,
        overBy,
        goal,
        heldBy,
      } of page.items) {
        seen.push(`${record.id} ${id} ${run}`);
        expect(overBy).toBeGreaterThan(0);
        expect(heldBy!.reduce((sum, h) => sum + h.elapsed, 0)).toBe(goal + 1);
      }
      cursor = page.pageInfo.nextCursor;
    } while (cursor);
    expect(seen.length).toBe(expected.length);
    expect(new Set(seen).size).toBe(seen.length);
    const opened = await levels.exportBreaches(dana, {});
    const rows: string[][] = [];
    for await (const row of opened.rows) rows.push(row);
    expect(rows.length).toBe(expected.length);
    expect(new Set(rows.map(row => row.length))).toEqual(
      new Set([opened.header.length]),
    );
    await expect(
      levels.breaches(dana, { cursor: 'x', type: ['sla'] }),
    ).rejects.toThrow(/^cursor: /);
  });

  it('is the same after it was made again from the journal', async () => {
    const rows = async () => {
      const runs = await kernel
        .database('sl_runs')
        .orderBy(['record_id', 'clock_id', 'run']);
      const held = await kernel
        .database('sl_held')
        .orderBy(['record_id', 'clock_id', 'run', 'owner_ref']);
      const kept = runs.map(({ evaluated_at: _, elapsed, ...row }) => ({
        ...row,
        ...(row.state !== 'running' && { elapsed }),
      }));
      return { kept, held };
    };
    const before = await rows();
    await kernel.followers.rebuild('service-levels.clocks');
    expect((await rows()).kept.length).toBe(0);
    await kernel.followers.drain();
    expect(await rows()).toEqual(before);
  });

  const KPI = { kpi: 'service-levels.attainment', top: 100 };
  const asKpi = (from: number, to: number, by?: string) =>
    kernel.kpis.ask({ ...KPI, from: iso(from), to: iso(to), by });
  const MIDNIGHT = NOON - 12 * HOUR;
  const KPI_BY = { service: 'serviceRef', team: 'ownerRef' } as const;

  it('is the same number as the key performance indicator, for whoever may read all', async () => {
    await buildCountedRuns(kernel).catchUp();
    for (const days of [1, 2, 7, 14]) {
      const [from, to] = [MIDNIGHT, MIDNIGHT + days * DAY];
      for (const by of ATTAINMENT_BY) {
        const page = await ask({ by, from: iso(from), to: iso(to) });
        const kpi = await asKpi(from, to, KPI_BY[by as 'team'] ?? by);
        const { kept, breached } = page.total;
        const { numerator, count: decidedThen, value } = kpi.total;
        expect([numerator, decidedThen]).toEqual([kept, kept + breached]);
        // The page cuts it to one decimal.
        expect(value && Math.floor(value * 1_000 + 1e-9) / 10).toBe(
          attainmentOf(kept, breached),
        );
        const counted = kpi.groups!.map(g => [
          g.value,
          g.total.numerator,
          g.total.count,
        ]);
        const shown = page.items
          .filter(item => item.kept + item.breached > 0)
          .map(item => [item.key, item.kept, item.kept + item.breached]);
        expect(counted.sort()).toEqual(shown.sort());
      }
    }
  });

  it('counts what the caller may read, and what teams promise for those who work on it', async () => {
    const type = ['ola'] as const;
    // Rita asked for all of it, and works on none.
    expect((await ask({ type: 'ola' }, rita)).total).toEqual({
      kept: 0,
      breached: 0,
      late: 0,
    });
    expect((await ask({ type: type[0] })).total.breached).toBeGreaterThan(0);
    const page = await levels.breaches(rita, breachListQuerySchema.parse({}));
    expect(page.items.length).toBeGreaterThan(0);
    expect(page.items.some(item => item.heldBy || item.type !== 'sla')).toBe(
      false,
    );
    expect((await ask({ by: 'team' }, rita)).heldBy).toEqual([]);
    const before = await ask({ by: 'metric' });
    const secret = await file({ visibility: 'restricted' });
    clock.pass(4 * DAY);
    await kernel.followers.drain();
    await tell(told.keys());
    const late = async (caller: Caller) =>
      (
        await levels.list(
          caller,
          breachingQuerySchema.parse({ within: 'late', limit: '200' }),
        )
      ).items.map(({ record }) => record.id);
    expect(await late(rita)).toContain(secret.id);
    expect(await late(dana)).not.toContain(secret.id);
    const after = await ask({ by: 'metric', from: before.from });
    const mine = await ask({ by: 'metric', from: before.from }, rita);
    // What is restricted is in no number that others see.
    await buildCountedRuns(kernel).catchUp();
    const number = await asKpi(MIDNIGHT - DAY, clock.now());
    expect(number.total.count).toBe(after.total.kept + after.total.breached);
    expect(mine.total.late).toBeGreaterThan(0);
    expect(after.total.breached).toBe(
      decided(clock.now()).filter(run => !run.kept).length,
    );
  });

  it('reviews a month against those before it', async () => {
    const review = await levels.review(
      dana,
      reviewQuerySchema.parse({
        service: SERVICES[0],
        month: '2026-03',
        zone: 'Europe/Berlin',
      }),
    );
    const all = decided(clock.now()).filter(run => run.service === SERVICES[0]);
    const [march] = review.months.slice(-1);
    expect(review.months.length).toBe(12);
    expect(march).toMatchObject({
      month: '2026-03',
      ...count(all.filter(run => run.type === 'sla')),
    });
    expect(march.opened).toBe(
      [...told.values()].filter(t => t.serviceRef === SERVICES[0]).length,
    );
    expect(review.breachCount).toBe(count(all).breached);
    for (const promise of review.promises) {
      const own = all.filter(
        run =>
          run.agreement === promise.agreement.key &&
          run.metric === promise.metric,
      );
      expect(promise).toMatchObject({
        month: count(own),
        before: { kept: 0, breached: 0 },
        inForce: true,
      });
    }
    await expect(
      levels.review(
        dana,
        reviewQuerySchema.parse({ service: SERVICES[0], month: '2126-03' }),
      ),
    ).rejects.toThrow(
      /^month: has not begun yet in UTC; the latest is 2026-03/,
    );
    const { header, rows } = await levels.export(
      dana,
      reviewQuerySchema.parse({ service: SERVICES[0], month: '2026-03' }),
    );
    for await (const row of rows) expect(row.length).toBe(header.length);
  });

  it('refuses what has not begun, and more points than a chart can show', async () => {
    await expect(
      ask({ from: iso(clock.now() + DAY), to: iso(clock.now() + 2 * DAY) }),
    ).rejects.toThrow(/must not be in the future/);
    await expect(
      levels.trend(
        dana,
        attainmentTrendQuerySchema.parse({
          bucket: 'week',
          from: iso(NOON - 4 * 365 * DAY),
        }),
      ),
    ).rejects.toThrow(/at most 120 are told; ask for months/);
  });
});
