import fc from 'fast-check';
import type { TimeSpan } from './model';
import { assessRisk, highestRisk, levelOf, type RiskFacts } from './risk';
import {
  DEFAULT_RISK_MODEL,
  riskModelSchema,
  type RiskModel,
} from './riskModel';
import { freeSlots, type SlotQuestion } from './slots';

const LEVELS = ['low', 'medium', 'high', 'very-high'];
/** A Wednesday, at noon UTC. */
const NOON = Date.UTC(2026, 2, 4, 12);
const HOUR = 3_600_000;

const facts: fc.Arbitrary<RiskFacts> = fc.record(
  {
    changeType: fc.constantFrom('standard', 'normal', 'emergency'),
    expectedImpact: fc.constantFrom('none', 'degraded', 'down'),
    items: fc.nat(50),
    now: fc.constant(NOON),
    blast: fc.nat(5_000),
    tiers: fc.dictionary(fc.constantFrom('1', '2', '3', '4'), fc.nat(9)),
    spentRedundancies: fc.nat(4),
    window: fc
      .tuple(
        fc.integer({ min: -50, max: 500 }),
        fc.integer({ min: 1, max: 90 }),
      )
      .chain(([from, hours]) =>
        fc.record({
          from: fc.constant(NOON + from * HOUR),
          to: fc.constant(NOON + (from + hours) * HOUR),
          inFreeze: fc.boolean(),
          inMaintenance: fc.boolean(),
        }),
      ),
    has: fc.record({
      plan: fc.boolean(),
      testEvidence: fc.boolean(),
      rollbackPlan: fc.boolean(),
    }),
    conflicts: fc.record({
      change: fc.nat(3),
      joint: fc.nat(3),
      'major-incident': fc.nat(3),
    }),
  },
  { requiredKeys: ['changeType', 'expectedImpact', 'items', 'now'] },
);

describe('the risk of a change', () => {
  it('is the sum of its factors, each with a sentence; more of anything that counts is never less', () => {
    fc.assert(
      fc.property(facts, known => {
        const risk = assessRisk(known, DEFAULT_RISK_MODEL);
        const sum = risk.factors.reduce((all, { points }) => all + points, 0);
        expect(risk.score).toBe(Math.max(0, sum));
        expect(risk.level).toBe(levelOf(risk.score, DEFAULT_RISK_MODEL.levels));
        const keys = risk.factors.map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
        for (const { words } of risk.factors)
          expect(words).toMatch(/^[A-Z0-9].*\.$/);
        const worse = assessRisk(
          {
            ...known,
            blast: known.blast === undefined ? undefined : known.blast + 100,
            has: known.has && { ...known.has, rollbackPlan: false },
            window: known.window && { ...known.window, inFreeze: true },
          },
          DEFAULT_RISK_MODEL,
        );
        expect(worse.score).toBeGreaterThanOrEqual(risk.score);
      }),
    );
  });

  it('has no points for what is not known, and its level by the number of points', () => {
    const bare = assessRisk(
      { changeType: 'normal', expectedImpact: 'none', items: 1, now: NOON },
      DEFAULT_RISK_MODEL,
    );
    expect(bare.factors.map(({ key }) => key)).toEqual([
      'type',
      'expected-impact',
    ]);
    const levels = [0, 24, 25, 49, 50, 74, 75, 900].map(score =>
      levelOf(score, DEFAULT_RISK_MODEL.levels),
    );
    expect(levels).toEqual(LEVELS.flatMap(level => [level, level]));
  });

  it('counts the highest step and the highest tier', () => {
    const model: RiskModel = riskModelSchema.parse({
      title: 'Ours',
      blast: [
        { from: 100, points: 20 },
        { from: 1, points: 5 },
        { from: 10, points: 7 },
      ],
      tiers: { points: { gold: 30, silver: 10 } },
      levels: { medium: 10, high: 20, 'very-high': 30 },
    });
    const of = (blast: number, tiers: Record<string, number>) =>
      assessRisk(
        {
          changeType: 'normal',
          expectedImpact: 'none',
          items: 1,
          now: 0,
          blast,
          tiers,
        },
        model,
      ).factors.map(({ points }) => points);
    expect(of(0, {})).toEqual([0, 0]);
    expect(of(99, { silver: 4, tin: 9 })).toEqual([7, 10]);
    expect(of(100, { silver: 4, gold: 1 })).toEqual([20, 30]);
  });

  it('meets busy hours by the clock of their zone', () => {
    const busy = (timezone: string, from: number) =>
      assessRisk(
        {
          changeType: 'normal',
          expectedImpact: 'none',
          items: 1,
          now: from,
          window: {
            from,
            to: from + HOUR,
            inFreeze: false,
            inMaintenance: false,
          },
        },
        {
          title: 'Ours',
          window: {
            busyHours: {
              timezone,
              days: ['wednesday'],
              from: '08:00',
              to: '18:00',
              points: 9,
            },
          },
          levels: DEFAULT_RISK_MODEL.levels,
        },
      ).score;
    expect(busy('UTC', NOON)).toBe(9);
    expect(busy('UTC', NOON + 6 * HOUR)).toBe(0);
    expect(busy('Asia/Tokyo', NOON)).toBe(0);
  });

  it('is the highest of several verdicts', () => {
    const risk = (level: any, score: number, by: string) => ({
      level,
      score,
      factors: [],
      by,
    });
    expect(
      highestRisk([
        risk('low', 90, 'a'),
        risk('high', 10, 'b'),
        risk('high', 12, 'c'),
        risk('high', 12, 'd'),
      ]).by,
    ).toBe('c');
  });

  it('refuses models that mean nothing, with a sentence', () => {
    const fault = (more: object) =>
      riskModelSchema.safeParse({
        title: 'Ours',
        levels: { medium: 1, high: 2, 'very-high': 3 },
        ...more,
      }).error?.issues[0].message;
    expect(fault({})).toBeUndefined();
    expect(fault({ levels: { medium: 5, high: 5, 'very-high': 6 } })).toMatch(
      'must grow',
    );
    expect(
      fault({
        blast: [
          { from: 1, points: 1 },
          { from: 1, points: 2 },
        ],
      }),
    ).toMatch('twice');
    const hours = { days: ['monday'], from: '08:00', to: '18:00', points: 1 };
    expect(
      fault({ window: { busyHours: { ...hours, timezone: 'Mars' } } }),
    ).toMatch('time zone');
    expect(
      fault({
        window: { busyHours: { ...hours, timezone: 'UTC', to: '07:00' } },
      }),
    ).toMatch('must be after');
  });
});

describe('free slots', () => {
  const span = fc
    .tuple(fc.integer({ min: -5, max: 60 }), fc.integer({ min: 1, max: 15 }))
    .map(([from, length]): TimeSpan => ({ from, to: from + length }));
  const question: fc.Arbitrary<SlotQuestion> = fc.record(
    {
      duration: fc.integer({ min: 1, max: 12 }),
      from: fc.integer({ min: 0, max: 10 }),
      until: fc.integer({ min: 5, max: 60 }),
      busy: fc.array(span, { maxLength: 8 }),
      preferred: fc.array(
        span.map(of => ({ ...of, title: `m${of.from}` })),
        { maxLength: 3 },
      ),
      every: fc.integer({ min: 1, max: 20 }),
      count: fc.integer({ min: 1, max: 6 }),
    },
    { requiredKeys: ['duration', 'from', 'until', 'busy', 'count'] },
  );

  it('are free, within what was asked, and none earlier is, minute by minute', () => {
    fc.assert(
      fc.property(question, asked => {
        const { duration, from, until, busy, preferred = [], count } = asked;
        const slots = freeSlots(asked);
        const minutes = (of: TimeSpan) =>
          Array.from({ length: of.to - of.from }, (_, n) => of.from + n);
        const isTaken = (minute: number) =>
          busy.some(b => b.from <= minute && minute < b.to);
        const fits = (start: number, within: TimeSpan) =>
          start >= Math.max(from, within.from) &&
          start + duration <= Math.min(until, within.to) &&
          !minutes({ from: start, to: start + duration }).some(isTaken);
        const all = { from, to: until };
        const starts = minutes({ from: -5, to: 80 });

        expect(slots.length).toBeLessThanOrEqual(count);
        const used = slots.flatMap(minutes);
        expect(new Set(used).size).toBe(used.length);
        for (const slot of slots) {
          expect(slot.to - slot.from).toBe(duration);
          expect(fits(slot.from, all)).toBe(true);
          expect(
            slot.maintenance === undefined ||
              preferred.some(
                p => p.title === slot.maintenance && fits(slot.from, p),
              ),
          ).toBe(true);
        }
        // The first is the earliest of those that are preferred, or of all.
        const best = [...preferred]
          .sort((a, b) => a.from - b.from)
          .map(within => starts.find(start => fits(start, within)))
          .find(start => start !== undefined);
        const first = best ?? starts.find(start => fits(start, all));
        expect(slots[0]?.from).toBe(first);
      }),
      { numRuns: 500 },
    );
  });

  it('are at the same time on other days, too', () => {
    expect(
      freeSlots({
        duration: 2,
        from: 10,
        until: 10 + 24 * 4,
        busy: [
          { from: 9, to: 11 },
          { from: 34, to: 36 },
        ],
        every: 24,
        count: 4,
      }).map(({ from }) => from),
    ).toEqual([11, 36, 58, 82]);
  });
});
