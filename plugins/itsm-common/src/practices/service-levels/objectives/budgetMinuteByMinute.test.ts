import fc from 'fast-check';
import {
  burnRate,
  errorBudget,
  NO_TALLY,
  type Budgeting,
  type MeasuredMinute,
  type Tally,
} from './errorBudget';
import { measuredHours, Measurements } from './Measurements';
import { BUDGETING_METHODS } from './model';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = Date.parse('2026-03-02T00:00:00Z');
const LENGTH = 9 * 60;
const RUNS = Number(process.env.PROPERTY_RUNS ?? 150);

const budgetings: fc.Arbitrary<Budgeting> = fc
  .record({
    method: fc.constantFrom(...BUDGETING_METHODS),
    sliceMinutes: fc.constantFrom(1, 5, 12, 60),
    sliceTarget: fc.constantFrom(0.5, 0.9, 1),
  })
  .map(b =>
    b.method === 'Occurrences' ? { method: 'Occurrences' as const } : b,
  );

/** Minutes of nine hours; some were not measured, in some nothing happened, much is good. */
const lives = fc
  .array(
    fc.oneof(
      { weight: 5, arbitrary: fc.constant({ good: 10, total: 10 }) },
      {
        weight: 3,
        arbitrary: fc
          .record({ total: fc.integer({ min: 0, max: 9 }), bad: fc.nat(9) })
          .map(({ total, bad }) => ({ total, good: Math.max(0, total - bad) })),
      },
      { weight: 1, arbitrary: fc.constant(undefined) },
    ),
    { minLength: LENGTH, maxLength: LENGTH },
  )
  .map(all =>
    all.flatMap((m, i): MeasuredMinute[] =>
      m ? [{ at: START + i * MINUTE, ...m }] : [],
    ),
  );

/** Looks at every slice and every minute of it. */
function slowly(
  all: readonly MeasuredMinute[],
  budgeting: Budgeting,
  from: number,
  to: number,
): Tally {
  const tally = { good: 0, total: 0, minutes: 0, slices: 0, badSlices: 0 };
  const slice = (budgeting.sliceMinutes ?? 1) * MINUTE;
  for (let at = from; at < to; at += slice) {
    let good = 0;
    let total = 0;
    for (let minute = at; minute < at + slice; minute += MINUTE) {
      const measured = all.find(m => m.at === minute);
      if (!measured) continue;
      tally.minutes += 1;
      good += measured.good;
      total += measured.total;
    }
    tally.good += good;
    tally.total += total;
    if (budgeting.method === 'Occurrences' || total === 0) continue;
    tally.slices += 1;
    if (budgeting.method === 'RatioTimeslices')
      tally.badSlices += (total - good) / total;
    else if (good / total < budgeting.sliceTarget!) tally.badSlices += 1;
  }
  return tally;
}

describe('what was measured in some time', () => {
  it('is what is counted minute by minute, also where only hours are kept', () => {
    fc.assert(
      fc.property(
        lives,
        budgetings,
        fc.integer({ min: 0, max: LENGTH - 1 }),
        fc.integer({ min: 1, max: LENGTH }),
        fc.integer({ min: 0, max: 8 }),
        (all, budgeting, begin, length, keptFromHour) => {
          const minutesFrom = START + keptFromHour * HOUR;
          const from = START + begin * MINUTE;
          const to = Math.min(from + length * MINUTE, START + LENGTH * MINUTE);
          const measured = new Measurements(
            budgeting,
            measuredHours(all, budgeting),
            all.filter(({ at }) => at >= minutesFrom),
            minutesFrom,
          );
          const bounds = measured.bounds(from, to);
          const found = measured.between(from, to);
          const expected = slowly(all, budgeting, bounds.from, bounds.to);
          expect(found.good).toBe(expected.good);
          expect(found.total).toBe(expected.total);
          expect(found.minutes).toBe(expected.minutes);
          expect(found.slices).toBe(expected.slices);
          expect(found.badSlices).toBeCloseTo(expected.badSlices, 9);
          // Bounds move to the left only, by less than an hour, and keep a slice between them.
          const slice = (budgeting.sliceMinutes ?? 1) * MINUTE;
          expect(bounds.to).toBeLessThanOrEqual(to);
          expect(to - bounds.to).toBeLessThan(HOUR);
          const moved = from >= minutesFrom + HOUR ? from - bounds.from : 0;
          expect(moved).toBeGreaterThanOrEqual(0);
          expect(moved).toBeLessThan(2 * slice);
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('has no rate and no budget where nothing happened', () => {
    const budgeting: Budgeting = { method: 'Occurrences' };
    expect(burnRate(NO_TALLY, budgeting, 0.9)).toBeUndefined();
    expect(errorBudget(NO_TALLY, budgeting, 0.9, HOUR)).toEqual({
      allowed: expect.closeTo(0, 9),
      bad: 0,
    });
  });

  it('burns the budget at the rate that would use it up in its window', () => {
    fc.assert(
      fc.property(
        lives,
        fc.constantFrom(0, 0.5, 0.9, 0.995, 0.9999),
        (all, target) => {
          const budgeting: Budgeting = { method: 'Occurrences' };
          const tally = slowly(all, budgeting, START, START + LENGTH * MINUTE);
          const rate = burnRate(tally, budgeting, target);
          const { remaining, ratio } = errorBudget(
            tally,
            budgeting,
            target,
            LENGTH * MINUTE,
          );
          fc.pre(tally.total > 0);
          expect(1 - remaining!).toBeCloseTo(rate!, 6);
          expect(ratio! >= target).toBe(remaining! >= -1e-9);
        },
      ),
      { numRuns: RUNS },
    );
  });
});
