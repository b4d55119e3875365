import { budgetPart, isBurning, recommendedRules } from './alertRules';
import { errorBudget, tallyOf, type Budgeting } from './errorBudget';
import { objectiveBodySchema } from './openSlo';
import { windowAt } from './timeWindow';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const at = (text: string) => Date.parse(text);
const minutes = (...of: [number, number][]) =>
  of.map(([good, total], i) => ({ at: i * MINUTE, good, total }));

describe('an error budget', () => {
  it('of occurrences is what may be bad of what happened', () => {
    const budgeting: Budgeting = { method: 'Occurrences' };
    const tally = tallyOf(minutes([990, 1000], [1000, 1000]), budgeting);
    expect(errorBudget(tally, budgeting, 0.99, 30 * DAY)).toEqual({
      ratio: 0.995,
      allowed: expect.closeTo(20, 9),
      bad: 10,
      remaining: expect.closeTo(0.5, 9),
    });
  });

  it('of time slices is the whole window, and an hour of silence uses nothing of it', () => {
    const budgeting: Budgeting = {
      method: 'Timeslices',
      sliceMinutes: 1,
      sliceTarget: 0.9,
    };
    const tally = tallyOf(
      minutes([9, 10], [8, 10], [0, 0], [10, 10]),
      budgeting,
    );
    expect(tally).toMatchObject({ minutes: 4, slices: 3, badSlices: 1 });
    const budget = errorBudget(tally, budgeting, 0.999, 30 * DAY);
    // 43.2 minutes in 30 days.
    expect(budget.allowed).toBeCloseTo(43.2, 9);
    expect(budget.remaining).toBeCloseTo(1 - 1 / 43.2, 9);
    expect(budget.ratio).toBeCloseTo(2 / 3, 9);
  });

  it('of the ratio of slices counts a slice with little in it as much as a full one', () => {
    const budgeting: Budgeting = { method: 'RatioTimeslices', sliceMinutes: 1 };
    const tally = tallyOf(minutes([1, 2], [1000, 1000]), budgeting);
    expect(tally.badSlices).toBe(0.5);
    expect(errorBudget(tally, budgeting, 0.5, HOUR).ratio).toBe(0.75);
  });
});

describe('rules for alerts', () => {
  it('are those of the Site Reliability Workbook for 30 days', () => {
    expect(
      recommendedRules(30 * DAY).map(r => [
        r.severity,
        r.long / HOUR,
        r.short / MINUTE,
        Number(r.threshold.toFixed(9)),
      ]),
    ).toEqual([
      ['page', 1, 5, 14.4],
      ['page', 6, 30, 6],
      ['ticket', 24, 120, 3],
      ['ticket', 72, 360, 1],
    ]);
  });

  it('are scaled to other windows, never below what lasts, nor longer than the window', () => {
    expect(recommendedRules(28 * DAY)[0].threshold).toBeCloseTo(13.44, 9);
    expect(recommendedRules(28 * DAY)[3].threshold).toBe(1);
    expect(recommendedRules(DAY).map(r => r.long)).toEqual([
      HOUR,
      6 * HOUR,
      DAY,
    ]);
    expect(budgetPart({ threshold: 14.4, long: HOUR }, 30 * DAY)).toBeCloseTo(
      0.02,
      9,
    );
  });

  it('hold while both windows burn, and say nothing of what was not measured', () => {
    const rule = { threshold: 2 };
    expect(isBurning(rule, 2, 3)).toBe(true);
    expect(isBurning(rule, 3, 1.9)).toBe(false);
    expect(isBurning({ ...rule, above: true }, 2, 3)).toBe(false);
    expect(isBurning(rule, 3, undefined)).toBeUndefined();
  });
});

describe('the window of an objective', () => {
  const calendar = (duration: string, startTime: string, timeZone: string) => ({
    duration,
    isRolling: false,
    calendar: { startTime, timeZone },
  });

  it('rolls with the minute', () => {
    const now = at('2026-03-02T12:00:30Z');
    expect(windowAt({ duration: '1d', isRolling: true }, now)).toEqual({
      from: at('2026-03-01T12:00:00Z'),
      to: at('2026-03-02T12:00:00Z'),
    });
  });

  it.each([
    // A month in Berlin with the change of clocks in it.
    [
      calendar('1M', '2025-01-01 00:00:00', 'Europe/Berlin'),
      '2026-03-15T00:00:00Z',
      '2026-02-28T23:00:00.000Z',
      '2026-03-31T22:00:00.000Z',
    ],
    // The first instant of a month belongs to it.
    [
      calendar('1M', '2025-01-01', 'UTC'),
      '2026-04-01T00:00:00Z',
      '2026-04-01T00:00:00.000Z',
      '2026-05-01T00:00:00.000Z',
    ],
    // From the 31st on: the last day of February, and the 31st again.
    [
      calendar('1M', '2026-01-31 00:00', 'UTC'),
      '2026-03-15T00:00:00Z',
      '2026-02-28T00:00:00.000Z',
      '2026-03-31T00:00:00.000Z',
    ],
    // A day of 23 hours.
    [
      calendar('1d', '2026-01-01', 'America/New_York'),
      '2026-03-08T12:00:00Z',
      '2026-03-08T05:00:00.000Z',
      '2026-03-09T04:00:00.000Z',
    ],
    // Before it began for the first time.
    [
      calendar('1Q', '2027-01-01', 'UTC'),
      '2026-02-01T00:00:00Z',
      '2026-01-01T00:00:00.000Z',
      '2026-04-01T00:00:00.000Z',
    ],
    [
      calendar('2w', '2026-01-05', 'UTC'),
      '2026-02-01T23:59:59.999Z',
      '2026-01-19T00:00:00.000Z',
      '2026-02-02T00:00:00.000Z',
    ],
  ])('of %j at %s is from %s to %s', (window, now, from, to) => {
    expect(windowAt(window, at(now))).toEqual({ from: at(from), to: at(to) });
  });
});

describe('a document of OpenSLO', () => {
  const slo = (spec: object = {}, objective: object = {}) => ({
    apiVersion: 'openslo/v1',
    kind: 'SLO',
    metadata: { name: 'checkout-availability' },
    spec: {
      service: 'checkout',
      indicatorRef: 'checkout-requests',
      timeWindow: [{ duration: '30d', isRolling: true }],
      budgetingMethod: 'Occurrences',
      objectives: [{ target: 0.995, ...objective }],
      ...spec,
    },
  });
  const faults = (document: object) =>
    objectiveBodySchema
      .safeParse(document)
      .error?.issues.map(i => `${i.path.join('.')}: ${i.message}`) ?? [];

  it('is taken as it is written for sloth and others', () => {
    expect(
      faults(
        slo({
          indicatorRef: undefined,
          indicator: {
            metadata: { name: 'errors', displayName: 'Errors' },
            spec: {
              ratioMetric: {
                counter: true,
                bad: {
                  metricSource: {
                    type: 'Prometheus',
                    metricSourceRef: 'main',
                    spec: { query: 'sum(http_errors_total)' },
                  },
                },
                total: {
                  metricSource: {
                    type: 'prometheus',
                    spec: { query: 'sum(http_requests_total)' },
                  },
                },
              },
            },
          },
          alertPolicies: ['fast-burn', { alertPolicyRef: 'slow-burn' }],
        }),
      ),
    ).toEqual([]);
  });

  it.each([
    [slo({}, { target: 1 }), /target: must be below 1/],
    [slo({}, { target: undefined }), /target: must be there, or targetPercent/],
    [slo({}, { targetPercent: 99 }), /just one of the two/],
    [slo({ budgetingMethod: 'Timeslices' }), /timeSliceWindow: is required/],
    [
      slo({ budgetingMethod: 'Timeslices' }, { timeSliceWindow: '7m' }),
      /divide an hour/,
    ],
    [slo({}, { timeSliceTarget: 0.9 }), /Timeslices only/],
    [slo({ indicatorRef: undefined }), /indicator: must be there/],
    [slo({ timeWindow: [{ duration: '30d' }] }), /calendar: is required/],
    [
      slo({ timeWindow: [{ duration: '1M', isRolling: true }] }),
      /months differ, write 30d/,
    ],
    [
      slo({ timeWindow: [{ duration: '400d', isRolling: true }] }),
      /at most a year/,
    ],
    [
      slo({
        timeWindow: [
          {
            duration: '1M',
            calendar: { startTime: '2026-02-30', timeZone: 'UTC' },
          },
        ],
      }),
      /must be a time that there is/,
    ],
    [
      slo({
        timeWindow: [
          {
            duration: '1M',
            calendar: { startTime: '2026-02-01', timeZone: 'Mars/Base' },
          },
        ],
      }),
      /must be a time zone/,
    ],
    [
      slo({ objectives: [{ target: 0.9 }, { target: 0.8 }] }),
      /an SLO for each/,
    ],
    [slo({}, { compositeWeight: 2 }), /is not supported; write an SLO/],
  ])('is refused with what to do instead: %#', (document, message) => {
    expect(faults(document).join('\n')).toMatch(message);
  });
});
