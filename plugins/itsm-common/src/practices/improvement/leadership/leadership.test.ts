import fc from 'fast-check';
import { pointsOf, type KpiAnswer } from '../../../kernel/kpi';
import {
  asOfFault,
  digestWords,
  lastDigest,
  nextDigest,
  overviewFrame,
  overviewOf,
  overviewQuestions,
  type Answered,
  type Told,
  type UnderWay,
} from '.';

const ZONE = 'Europe/Berlin';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const at = (iso: string) => Date.parse(iso);
const NOW = at('2026-11-26T09:00:00Z');
const RUNS = Number(process.env.PROPERTY_RUNS ?? 60);

const told = (more: Partial<Told> = {}): Told => ({
  key: 'incidents.volume',
  name: 'Incident volume',
  purpose: 'How much comes in?',
  unit: 'count',
  direction: 'down',
  ...more,
});
const RESOLVE = told({
  key: 'incidents.time-to-resolve',
  name: 'Time to resolve',
  unit: 'duration',
  direction: 'down',
  target: 20 * HOUR,
});
const KEPT = told({
  key: 'service-levels.attainment',
  name: 'SLA attainment',
  unit: 'percent',
  direction: 'up',
});

const frameOf = (asOf?: string, months = 13) =>
  overviewFrame(asOf, months, NOW, ZONE);

const countOf = (value: number | undefined, unit: Told['unit']) => {
  if (value === undefined) return 0;
  return unit === 'count' ? value : 100;
};

/** What the engine answers: a value a month, and 0 facts where there is none. */
function answered(
  definition: Told,
  values: readonly (number | undefined)[],
  frame = frameOf('2026-10-31'),
  more: Partial<KpiAnswer> = {},
): Answered {
  const months = pointsOf(frame.period, 'month', ZONE);
  const { unit } = definition;
  const series = months.map(({ from, to }, i) => ({
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    value: values[i] ?? (unit === 'count' ? 0 : undefined),
    count: countOf(values[i], unit),
    complete: to <= NOW,
    exact: true,
  }));
  return {
    definition,
    answer: {
      kpi: definition.key,
      version: 1,
      unit,
      basis: 'events',
      zone: ZONE,
      ...(unit === 'duration' && { statistic: 'median' as const }),
      total: series[0],
      series,
      asOf: new Date(frame.period.to).toISOString(),
      unread: 0,
      rebuilding: false,
      ...more,
    },
  };
}
const overview = (
  leading: readonly Answered[],
  more: Partial<Parameters<typeof overviewOf>[0]> = {},
) =>
  overviewOf({
    frame: frameOf('2026-10-31'),
    leading,
    initiatives: [],
    definitions: [RESOLVE, KEPT, told()],
    ...more,
  });
const steady = [22, 24, 21, 23, 25, 22, 24, 23, 21, 24, 22, 23];
const hours = (values: readonly number[]) => values.map(v => v * HOUR);

describe('the months of an overview', () => {
  it('are whole ones up to a day that ends its month, in the zone of the numbers', () => {
    const frame = frameOf('2026-10-31');
    expect(new Date(frame.period.from).toISOString()).toBe(
      '2025-09-30T22:00:00.000Z',
    );
    expect(new Date(frame.period.to).toISOString()).toBe(
      '2026-10-31T23:00:00.000Z',
    );
    expect(frame).toMatchObject({
      today: false,
      month: { to: frame.period.to },
    });
    expect(pointsOf(frame.period, 'month', ZONE)).toHaveLength(13);
  });

  it('go on until now if nobody says a day, and the month that goes on is not judged', () => {
    const frame = frameOf();
    expect(frame).toMatchObject({ asOf: '2026-11-26', today: true });
    expect(frame.period.to).toBe(NOW);
    expect(new Date(frame.month.to).toISOString()).toBe(
      '2026-10-31T23:00:00.000Z',
    );
    const values = hours([...steady, 200]);
    const { numbers } = overview([answered(RESOLVE, values, frame)], { frame });
    expect(numbers[0]).toMatchObject({
      verdict: 'noise',
      value: 23 * HOUR,
      running: { value: 200 * HOUR },
    });
  });

  it('can be looked back on from no day to come, and from none that nobody remembers', () => {
    expect(asOfFault('2026-11-26', NOW, ZONE)).toBeUndefined();
    expect(asOfFault('2026-11-27', NOW, ZONE)).toBe(
      'asOf: 2026-11-27 is still to come; choose a day up to today, 2026-11-26',
    );
    expect(asOfFault('1200-01-01', NOW, ZONE)).toContain('too long ago');
    // Where it is the 27th already, it is no day to come.
    expect(
      asOfFault('2026-11-27', at('2026-11-26T23:30:00Z'), ZONE),
    ).toBeUndefined();
  });

  it('are asked for at once, without those that wait for something', () => {
    const questions = overviewQuestions(frameOf('2026-10-31'), [
      RESOLVE,
      { ...KEPT, awaits: 'Reports of deployments' },
    ]);
    expect(questions).toEqual([
      {
        kpi: RESOLVE.key,
        from: '2025-09-30T22:00:00.000Z',
        to: '2026-10-31T23:00:00.000Z',
        grain: 'month',
      },
    ]);
  });
});

describe('what an overview says', () => {
  it('is better or worse by the chart, and what only wavers is no news', () => {
    const told3 = overview([
      answered(RESOLVE, hours([...steady, 9])),
      answered(KEPT, [...steady.map(v => 0.9 + v / 1000), 0.7]),
      answered(told(), [...steady, 24]),
    ]);
    expect(told3.better.map(s => s.kpi)).toEqual([RESOLVE.key]);
    expect(told3.notBetter).toMatchObject([{ kpi: KEPT.key, kind: 'worse' }]);
    expect(told3.steady).toBe(1);
    const [resolve, kept] = told3.numbers;
    expect(resolve.name).toBe('Time to resolve (median)');
    expect(resolve.words).toMatch(
      /^9 h in October 2026, lower than what was usual \(17 h .* to 1 d .*\)\. It meets its target of 20 h\.$/,
    );
    expect(kept.words).toMatch(
      /^70 % in October 2026, lower than what was usual/,
    );
  });

  it('names what misses its target though nothing changed: waiting will not help', () => {
    const { notBetter, steady: still } = overview([
      answered(RESOLVE, hours([...steady, 23])),
    ]);
    expect(notBetter).toMatchObject([{ kind: 'off-target' }]);
    expect(notBetter[0].words).toMatch(
      /within what is usual \(.*\)\. It misses its target of 20 h\.$/,
    );
    expect(still).toBe(0);
  });

  it('calls what is neither good nor bad a change', () => {
    const { notBetter, better } = overview([
      answered(told({ direction: 'neutral' }), [...steady, 90]),
    ]);
    expect(better).toEqual([]);
    expect(notBetter).toMatchObject([{ kind: 'changed' }]);
  });

  it('judges numbers that it does not show, and lists them only with something to say', () => {
    const { numbers, better, notBetter } = overview(
      [answered(told(), [...steady, 22])],
      {
        others: [
          answered(RESOLVE, hours([...steady, 9])),
          answered(KEPT, [...steady.map(v => 0.9 + v / 1000), 0.92]),
        ],
      },
    );
    expect(numbers.map(n => n.kpi)).toEqual(['incidents.volume']);
    expect(better.map(s => s.kpi)).toEqual([RESOLVE.key]);
    expect(notBetter).toEqual([]);
  });

  it('leaves out the month in which counting began, and says what is too little to judge', () => {
    const frame = frameOf('2026-10-31');
    const none = Array(9).fill(undefined);
    const { numbers, firstAt } = overview(
      [answered(told(), [...none, 3, 20, 22, 21], frame)],
      { frame },
    );
    expect(numbers[0].points.map(p => p.value)).toEqual([20, 22, 21]);
    expect(numbers[0]).toMatchObject({
      verdict: 'too-little',
      words:
        '21 in October 2026. What is usual can be said after 7 whole months.',
    });
    expect(numbers[0].limits).toBeUndefined();
    expect(firstAt).toBeUndefined();
    // A gauge can be read before anything happened: by itself it begins nothing.
    const gauge = told({ key: 'a.gauge', formula: { of: 'gauge' } as never });
    const read = answered(gauge, Array(13).fill(1), frame);
    const before = overview([answered(told(), none, frame), read], { frame });
    expect(before.firstAt).toBeDefined();
    const since = overview(
      [answered(told(), [...none, 3, 20, 22, 21], frame), read],
      { frame },
    );
    expect(since.numbers.map(n => n.points.length)).toEqual([3, 3]);
  });

  it('tells a new portal when the first numbers are there', () => {
    const frame = frameOf();
    const none = Array(12).fill(undefined);
    const nothing = overview([answered(told(), none, frame)], { frame });
    expect(nothing.numbers[0]).toMatchObject({
      points: [],
      words: '0 so far in November 2026.',
    });
    // Counting has not begun: December is the first whole month.
    expect(nothing.firstAt).toBe('2026-12-31T23:00:00.000Z');
    const begun = overview([answered(told(), [...none, 12], frame)], { frame });
    expect(begun).toMatchObject({
      firstAt: '2026-12-31T23:00:00.000Z',
      numbers: [{ points: [], words: '12 so far in November 2026.' }],
    });
    const second = overview(
      [answered(told(), [...none.slice(1), 4, 12], frame)],
      { frame },
    );
    expect(second.firstAt).toBe('2026-11-30T23:00:00.000Z');
  });

  it('says of what waits for something what that is', () => {
    const { numbers } = overview([
      { definition: { ...KEPT, awaits: 'Reports of deployments' } },
    ]);
    expect(numbers[0].words).toBe('It waits for: Reports of deployments.');
  });

  it('is as fresh as the stalest answer', () => {
    const frame = frameOf('2026-10-31');
    const { countedUntil, unread, rebuilding } = overview([
      answered(told(), steady, frame),
      answered(KEPT, [], frame, {
        asOf: '2026-10-30T00:00:00.000Z',
        unread: 4,
        rebuilding: true,
      }),
    ]);
    expect({ countedUntil, unread, rebuilding }).toEqual({
      countedUntil: '2026-10-30T00:00:00.000Z',
      unread: 4,
      rebuilding: true,
    });
  });

  it('holds for any months: each story is of a number, once, and its kind is what the verdict says', () => {
    const value = fc.option(fc.integer({ min: 0, max: 60 }), {
      nil: undefined,
    });
    fc.assert(
      fc.property(
        fc.array(fc.array(value, { minLength: 13, maxLength: 13 }), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.constantFrom('up', 'down', 'neutral' as const),
        fc.option(fc.integer({ min: 0, max: 60 }), { nil: undefined }),
        (all, direction, target) => {
          const numbers = all.map((values, i) =>
            answered(told({ key: `a.k${i}`, direction, target }), values),
          );
          const told1 = overview(numbers);
          const stories = [...told1.better, ...told1.notBetter];
          expect(new Set(stories.map(s => s.kpi)).size).toBe(stories.length);
          for (const number of told1.numbers) {
            expect(number.words).toMatch(/^[A-Z0-9].*\.$/);
            const story = stories.find(s => s.kpi === number.kpi);
            expect(told1.better.includes(story!)).toBe(
              number.verdict === 'better',
            );
            expect(story === undefined).toBe(
              ['noise', 'too-little'].includes(number.verdict) &&
                number.onTarget !== false,
            );
            expect(story?.words ?? number.words).toBe(number.words);
            const is = ({ kpi }: { kpi: string }) => kpi === number.kpi;
            const hidden = overview(
              numbers.filter(n => n.definition.key !== number.kpi),
              {
                others: numbers.filter(n => n.definition.key === number.kpi),
              },
            );
            expect([...hidden.better, ...hidden.notBetter].find(is)).toEqual(
              story,
            );
          }
        },
      ),
      { numRuns: RUNS },
    );
  });
});

describe('what is being done', () => {
  const initiative = (more: Partial<UnderWay> = {}): UnderWay => ({
    number: 'IMP-1',
    title: 'Shorten the night shift’s handover',
    status: 'implement',
    statusLabel: 'Implement',
    kpi: RESOLVE.key,
    baseline: 24 * HOUR,
    target: 16 * HOUR,
    current: 20 * HOUR,
    dueAt: at('2026-10-01T00:00:00Z'),
    ...more,
  });

  it('says how far it is on its way, whichever way is better, and whether it is late', () => {
    const { initiatives } = overview([], { initiatives: [initiative()] });
    expect(initiatives).toMatchObject([
      {
        number: 'IMP-1',
        kpiName: 'Time to resolve',
        unit: 'duration',
        progress: 0.5,
        late: true,
      },
    ]);
    const slipped = overview([], {
      initiatives: [initiative({ current: 30 * HOUR, dueAt: undefined })],
    });
    expect(slipped.initiatives[0]).toMatchObject({ progress: 0, late: false });
    // What was reached is watched, and not late any more.
    const reached = overview([], {
      initiatives: [initiative({ status: 'achieved', current: 15 * HOUR })],
    });
    expect(reached.initiatives[0]).toMatchObject({
      progress: 1,
      watched: true,
      late: false,
    });
  });

  it('tells nothing of a number that is not there any more', () => {
    const { initiatives } = overview([], {
      initiatives: [initiative()],
      definitions: [],
    });
    expect(initiatives[0]).not.toHaveProperty('baseline');
    expect(initiatives[0]).not.toHaveProperty('kpi');
  });

  it('says where there are more than it shows', () => {
    const many = Array.from({ length: 9 }, (_, i) =>
      initiative({ number: `IMP-${i}` }),
    );
    const told1 = overview([], { initiatives: many });
    expect(told1.initiatives).toHaveLength(8);
    expect(told1.moreInitiatives).toBe(true);
  });
});

describe('the digest of a month', () => {
  it('is due at eight on its first day, where the numbers are', () => {
    expect(nextDigest(NOW, ZONE)).toEqual({
      key: '2026-12-01',
      at: at('2026-12-01T07:00:00Z'),
      asOf: '2026-11-30',
    });
    expect(lastDigest(NOW, ZONE)).toMatchObject({
      key: '2026-11-01',
      asOf: '2026-10-31',
    });
    const due = at('2026-12-01T07:00:00Z');
    expect(lastDigest(due - 1, ZONE).key).toBe('2026-11-01');
    expect(lastDigest(due, ZONE).key).toBe('2026-12-01');
    expect(nextDigest(due, ZONE).key).toBe('2027-01-01');
    // Not by the summer's clock.
    expect(nextDigest(at('2026-06-15T00:00:00Z'), ZONE).at).toBe(
      at('2026-07-01T06:00:00Z'),
    );
  });

  it('is always the one after the one before', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 20_000 }),
        fc.constantFrom('UTC', ZONE, 'America/St_Johns', 'Pacific/Apia'),
        (hour, zone) => {
          const now = at('2025-01-01T00:00:00Z') + hour * HOUR;
          const last = lastDigest(now, zone);
          const next = nextDigest(now, zone);
          expect(last.at).toBeLessThanOrEqual(now);
          expect(next.at).toBeGreaterThan(now);
          expect(nextDigest(last.at, zone)).toEqual(next);
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('says in plain words how the month was', () => {
    const words = digestWords(
      overview([
        answered(RESOLVE, hours([...steady, 9])),
        answered(told(), [...steady, 24]),
      ]),
    )!;
    expect(words.title).toBe('October 2026 in numbers: 1 got better');
    expect(words.description.split('\n').slice(0, 3)).toEqual([
      'The numbers',
      '• Time to resolve (median): 9 h (September 2026: 23 h)',
      '• Incident volume: 24 (September 2026: 23)',
    ]);
    expect(words.description).toContain(
      'What got better\n• Time to resolve (median): 9 h in October 2026',
    );
    expect(words.description).not.toContain('What did not');
  });

  it('is none before there is a whole month', () => {
    expect(digestWords(overview([answered(told(), [])]))).toBeUndefined();
  });
});
