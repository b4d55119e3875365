import * as fc from 'fast-check';
import { lifecycleFaults } from '../../../kernel/lifecycle';
import type { KpiFormula } from '../../../kernel/kpi/model';
import {
  achieveRefusal,
  baselineOf,
  benefitOf,
  implementRefusal,
  initiativeLifecycle,
  judgeInitiative,
  leastCountOf,
  MEASURED_TRANSITIONS,
  reaches,
  watchOutcome,
  type WatchedWindow,
} from '.';

const numRuns = Number(process.env.PROPERTY_RUNS ?? 200);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const direction = fc.constantFrom('up' as const, 'down' as const);
const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const share: KpiFormula = {
  of: 'share',
  facts: { kind: 'incident', stage: 'resolved', mark: 'reopened' },
};
const count: KpiFormula = {
  of: 'count',
  facts: { kind: 'incident', stage: 'opened' },
};

describe('what a window says about a target', () => {
  it('is that it was met exactly when the value is as good', () => {
    fc.assert(
      fc.property(
        finite,
        finite,
        direction,
        fc.nat(1000),
        (value, target, way, more) => {
          const says = judgeInitiative(
            { value, count: 5 + more },
            target,
            way,
            5,
          );
          expect(says).toBe(reaches(value, target, way) ? 'met' : 'not-met');
          // It is the better of the two that is met, if one is; the target itself is good enough.
          const better = way === 'down' ? value - 1 : value + 1;
          const order = ['not-met', 'met'];
          expect(
            order.indexOf(
              judgeInitiative({ value: better, count: 5 }, target, way, 5),
            ),
          ).toBeGreaterThanOrEqual(
            Number.isFinite(better) ? order.indexOf(says) : -1,
          );
          expect(
            judgeInitiative({ value: target, count: 5 }, target, way, 5),
          ).toBe('met');
        },
      ),
      { numRuns },
    );
  });

  it('is nothing where there is nothing to count it of, or too little', () => {
    fc.assert(
      fc.property(finite, finite, direction, (value, target, way) => {
        for (const nothing of [undefined, NaN, Infinity])
          expect(
            judgeInitiative({ value: nothing, count: 0 }, target, way, 5),
          ).toBe('no-value');
        expect(judgeInitiative({ value, count: 4 }, target, way, 5)).toBe(
          'too-few',
        );
      }),
      { numRuns },
    );
    // A count is a fact, were it none; a share of two is luck.
    expect([count, share].map(leastCountOf)).toEqual([0, 5]);
    expect(
      judgeInitiative({ value: 0, count: 0 }, 3, 'down', leastCountOf(count)),
    ).toBe('met');
  });
});

describe('the watch period', () => {
  const windows = fc.array(
    fc.constantFrom(
      'met' as const,
      'not-met' as const,
      'too-few' as const,
      'no-value' as const,
      'failed' as const,
    ),
    { maxLength: 8 },
  );
  const placed = (verdicts: readonly WatchedWindow['verdict'][], from = 0) =>
    verdicts.map((verdict, i) => ({
      verdict,
      from: from + i * 30 * DAY,
      to: from + (i + 1) * 30 * DAY,
    }));

  it('slips with the first window that is worse, holds only when it is over and nothing was', () => {
    fc.assert(
      fc.property(windows, fc.nat(300), (verdicts, day) => {
        const watch = { achievedAt: 0, watchUntil: 90 * DAY };
        const isOver = day >= 90 && !verdicts.includes('failed');
        const held = isOver && verdicts.includes('met') ? 'held' : 'watching';
        expect(watchOutcome(watch, placed(verdicts), day * DAY)).toBe(
          verdicts.includes('not-met') ? 'slipped' : held,
        );
      }),
      { numRuns },
    );
  });

  it('knows nothing of what was before the target was reached', () => {
    const before = placed(['not-met', 'met'], -60 * DAY);
    const watch = { achievedAt: 0, watchUntil: 90 * DAY };
    expect(watchOutcome(watch, before, 100 * DAY)).toBe('watching');
    expect(
      watchOutcome(watch, [...before, ...placed(['met'])], 100 * DAY),
    ).toBe('held');
  });
});

describe('a baseline', () => {
  it('of what grows with time is the mean of its whole windows', () => {
    const total = { value: 70, count: 70 };
    const series = [
      { value: 10, count: 10, complete: true, whole: false },
      { value: 20, count: 20, complete: true, whole: true },
      { value: 40, count: 40, complete: true, whole: true },
      { value: 1, count: 1, complete: false, whole: true },
    ];
    expect(baselineOf({ total, series }, true)).toEqual({
      value: 30,
      count: 60,
    });
    expect(baselineOf({ total, series }, false)).toEqual(total);
    expect(baselineOf({ total, series: [] }, true)).toEqual({ count: 0 });
  });
});

describe('what an initiative saved', () => {
  it('is the sum of its windows, for better and worse', () => {
    const values = fc.array(
      fc.record({
        value: fc.double({ min: 0, max: 1, noNaN: true }),
        count: fc.nat(100),
      }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(
        values,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (points, baseline) => {
          const at = (all: typeof points) =>
            benefitOf({
              unit: 'percent',
              formula: share,
              direction: 'down',
              baseline,
              windows: all.map((p, i) => ({ ...p, from: i, to: i + 1 })),
              hoursEach: 2,
              hourlyRate: 50,
            });
          const all = at(points);
          const apart = points.map(point => at([point]).saved);
          expect(all.saved).toBeCloseTo(
            apart.reduce((sum, saved) => sum + saved, 0),
            6,
          );
          expect(all.money).toBeCloseTo(all.saved * 100, 6);
          // The same windows with the other direction are the same amount lost.
          const worse = benefitOf({
            unit: 'percent',
            formula: share,
            direction: 'up',
            baseline,
            windows: points.map((p, i) => ({ ...p, from: i, to: i + 1 })),
          });
          expect(worse.saved).toBeCloseTo(-all.saved, 6);
        },
      ),
      { numRuns },
    );
  });

  it('says how it was reckoned', () => {
    const benefit = benefitOf({
      unit: 'duration',
      formula: {
        of: 'value',
        facts: { kind: 'incident', stage: 'resolved' },
        value: 'resolveMs',
        statistics: ['median'],
        statistic: 'median',
      },
      direction: 'down',
      baseline: 30 * HOUR,
      windows: [
        { from: 0, to: 30 * DAY, value: 20 * HOUR, count: 40 },
        { from: 30 * DAY, to: 60 * DAY, value: 25 * HOUR, count: 20 },
        { from: 60 * DAY, to: 90 * DAY, count: 0 },
      ],
      hourlyRate: 65,
      currency: 'EUR',
    });
    expect(benefit).toMatchObject({
      saved: 500,
      hours: 50,
      money: 3250,
    });
    expect(benefit.formula).toEqual([
      '(baseline − measured) × how many there were, baseline 1 d 6 h, over 3 windows since implementing began = 500 hours shorter',
      '500 × 0.1 h of work each = 50 h',
      '50 h × 65 EUR = 3,250 EUR',
    ]);
  });
});

describe('the lifecycle of initiatives', () => {
  const promise = {
    kpi: 'incidents.time-to-resolve',
    kpiUnit: 'duration',
    measureEvery: 'month',
    baselineFrom: 0,
    baselineTo: 90 * DAY,
    baselineValue: 30 * HOUR,
    target: 20 * HOUR,
    direction: 'down',
  };
  const october = Date.UTC(2026, 9, 1);
  const measured = {
    ...promise,
    implementingSince: october - DAY,
    currentFrom: october,
    currentTo: october + 31 * DAY,
    currentCount: 40,
  };

  it('holds together', () => {
    expect(lifecycleFaults(initiativeLifecycle)).toEqual([]);
  });

  it.each([
    [{}, 'Choose the KPI that says whether it worked first.'],
    [
      { ...promise, baselineValue: undefined },
      'Nothing was counted in the time of the baseline; choose another one.',
    ],
    [{ ...promise, target: undefined }, 'Set the target first.'],
    [
      { ...promise, target: 40 * HOUR },
      'The baseline, 1 d 6 h, is as good as the target, 1 d 16 h or less; set one that is better.',
    ],
    [promise, undefined],
  ])('begins to implement with something to measure: %#', (subject, reason) => {
    expect(implementRefusal(subject)).toBe(reason);
  });

  it.each([
    [
      { ...measured, implementingSince: october + DAY, verdict: 'met' },
      'The target is 20 h or less; the first whole month since implementing began is not over yet.',
    ],
    [
      { ...measured, verdict: 'not-met', currentValue: 26 * HOUR },
      'The target is 20 h or less; it was 1 d 2 h in October 2026.',
    ],
    [
      { ...measured, verdict: 'too-few', currentValue: 2 * HOUR },
      'The target is 20 h or less; it was 2 h in October 2026, of too few values to say anything.',
    ],
    [
      { ...measured, verdict: 'no-value' },
      'The target is 20 h or less; nothing was counted in October 2026.',
    ],
    [{ ...measured, verdict: 'met', currentValue: 19 * HOUR }, undefined],
    // Pages know instants as texts.
    [
      {
        ...measured,
        implementingSince: new Date(october - DAY).toISOString(),
        currentFrom: new Date(october).toISOString(),
        verdict: 'met',
        currentValue: 19 * HOUR,
      },
      undefined,
    ],
  ])('is achieved by what was measured alone: %#', (subject, reason) => {
    expect(achieveRefusal(subject)).toBe(reason);
  });

  it('is closed from nowhere but where it is watched', () => {
    const close = initiativeLifecycle.transitions.find(
      t => t.name === 'close',
    )!;
    expect(close.from).toEqual(['achieved']);
    const ways = initiativeLifecycle.transitions.filter(t => t.to === 'closed');
    expect(ways).toEqual([close]);
    expect(MEASURED_TRANSITIONS).toContain('close');
  });
});
