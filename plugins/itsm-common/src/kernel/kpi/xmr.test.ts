import fc from 'fast-check';
import { paretoOf, VITAL_SHARE } from './pareto';
import { boundsOf, verdictOf, xmrOf } from './xmr';
import type { XmrPoint } from './xmr';

const numRuns = Number(process.env.PROPERTY_RUNS ?? 200);

const seriesOf = (...values: number[]): XmrPoint[] =>
  values.map(value => ({ value, complete: true }));

/** Whole numbers, so that no sum is off by a hair. */
const values = fc.array(fc.integer({ min: -1000, max: 1000 }), {
  minLength: 7,
  maxLength: 40,
});

/** What says what was found, without its words. */
const foundIn = (points: readonly XmrPoint[]) =>
  xmrOf(points)!.signals.map(({ index, rule, side }) => ({
    index,
    rule,
    side,
  }));

describe('xmrOf', () => {
  it('reckons the natural process limits of a hand-made example', () => {
    // Ranges 2, 4, 2, 0, 4: mean 2.4. Mean 13 of the six that are the base.
    const xmr = xmrOf(seriesOf(12, 14, 10, 12, 12, 16, 13))!;
    expect(xmr.baseline).toBe(6);
    expect(xmr.centre).toBeCloseTo(76 / 6);
    expect(xmr.movingRange.mean).toBeCloseTo(2.4);
    expect(xmr.movingRange.upper).toBeCloseTo(3.268 * 2.4);
    expect(xmr.upper).toBeCloseTo(76 / 6 + 2.66 * 2.4);
    expect(xmr.lower).toBeCloseTo(76 / 6 - 2.66 * 2.4);
    expect(xmr.signals).toEqual([]);
  });

  it('has nothing to say of fewer than six points and one to judge', () => {
    expect(xmrOf(seriesOf(1, 2, 3, 4, 5, 6))).toBeUndefined();
    expect(xmrOf(seriesOf(1, 2, 3, 4, 5, 6, 7))).toBeDefined();
  });

  it('says a point beyond a limit, eight on one side, and two of three close to a limit', () => {
    const usual = [10, 12, 10, 12, 10, 12, 10, 12, 10, 12, 10, 12];
    // Centre 11, limits 11 ± 5.32, two thirds of the way 11 ± 3.55.
    expect(xmrOf(seriesOf(...usual, 17))!.signals).toEqual([
      {
        index: 12,
        since: 12,
        rule: 'beyond',
        side: 'above',
        words: 'higher than what was usual',
      },
    ]);
    expect(
      xmrOf(seriesOf(...usual, 10, 10, 10, 10, 10, 10, 10, 10))!.signals,
    ).toEqual([
      {
        index: 19,
        since: 12,
        rule: 'run',
        side: 'below',
        words: '8 in a row below the usual middle',
      },
    ]);
    expect(xmrOf(seriesOf(...usual, 15, 12, 15))!.signals).toEqual([
      {
        index: 14,
        since: 12,
        rule: 'two-of-three',
        side: 'above',
        words: 'two of three close to the upper limit',
      },
    ]);
  });

  it('finds no news in what rises six times within what is usual', () => {
    const usual = [10, 20, 10, 20, 10, 20, 10, 20, 10, 20, 10, 20];
    expect(foundIn(seriesOf(...usual, 10, 12, 14, 16, 18, 20))).toEqual([]);
  });

  it('is held by what the number can be, unless it did pass that', () => {
    const percent = { bounds: boundsOf('percent') };
    const high = seriesOf(0.9, 1, 0.9, 1, 0.9, 1, 0.9, 1);
    expect(xmrOf(high, percent)).toMatchObject({ upper: 1 });
    const spent = seriesOf(-0.5, 1, -0.5, 1, -0.5, 1, -0.5, 1);
    expect(xmrOf(spent, percent)!.lower).toBeLessThan(-0.5);
  });

  it('does not take one more of hardly any for news', () => {
    const count = { bounds: boundsOf('count') };
    const none = seriesOf(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    expect(xmrOf([...none, { value: 2 }], count)!.signals).toEqual([]);
    expect(xmrOf([...none, { value: 3 }], count)!.signals).toMatchObject([
      { index: 12, rule: 'beyond' },
    ]);
    const rare = seriesOf(1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0);
    const quiet = seriesOf(0, 0, 0, 0, 0, 0, 0, 0, 0);
    expect(xmrOf([...rare, ...quiet], count)!.signals).toEqual([]);
  });

  it('does not take the first of all for news: nothing was counted before', () => {
    const count = { bounds: boundsOf('count') };
    const before = seriesOf(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    expect(verdictOf([...before, ...seriesOf(30, 31)], 'down', count)).toEqual({
      verdict: 'too-little',
    });
    expect(
      verdictOf(
        [...before, ...seriesOf(30, 31, 30, 31, 30, 31, 50)],
        'down',
        count,
      ),
    ).toMatchObject({ verdict: 'worse', signal: { index: 17 } });
  });

  it('finds the same in other units, and the mirror of it upside down', () => {
    fc.assert(
      fc.property(
        values,
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: -500, max: 500 }),
        (series, scale, shift) => {
          const points = seriesOf(...series);
          expect(
            foundIn(seriesOf(...series.map(value => value * scale + shift))),
          ).toEqual(foundIn(points));
          expect(foundIn(seriesOf(...series.map(value => -value)))).toEqual(
            foundIn(points).map(found => ({
              ...found,
              side: found.side === 'above' ? 'below' : 'above',
            })),
          );
        },
      ),
      { numRuns },
    );
  });

  it('takes no limit from what it judges: news does not widen it', () => {
    fc.assert(
      fc.property(values, values, values, (base, news, other) => {
        const twelve = [...base, ...base].slice(0, 12);
        const one = xmrOf(seriesOf(...twelve, ...news))!;
        const two = xmrOf(seriesOf(...twelve, ...other))!;
        expect([one.centre, one.upper, one.lower]).toEqual([
          two.centre,
          two.upper,
          two.lower,
        ]);
        expect(one.signals.filter(({ index }) => index < 12)).toEqual(
          two.signals.filter(({ index }) => index < 12),
        );
      }),
      { numRuns },
    );
  });

  it('passes over what has no value and what goes on', () => {
    fc.assert(
      fc.property(
        values,
        fc.array(fc.nat({ max: 60 }), { maxLength: 5 }),
        fc.integer({ min: -9999, max: 9999 }),
        (series, gaps, going) => {
          const points: (XmrPoint & { was?: number })[] = series.map(
            (value, was) => ({ value, was, complete: true }),
          );
          for (const gap of gaps)
            points.splice(gap % (points.length + 1), 0, { complete: true });
          points.push({ value: going, complete: false });
          expect(
            foundIn(points).map(({ index, ...found }) => ({
              index: points[index].was,
              ...found,
            })),
          ).toEqual(foundIn(seriesOf(...series)));
        },
      ),
      { numRuns },
    );
  });

  it('says just what the rules say, point by point', () => {
    fc.assert(
      fc.property(values, series => {
        const xmr = xmrOf(seriesOf(...series))!;
        const sigma = (xmr.upper - xmr.centre) / 3;
        const hair = 1e-6;
        const over = (value: number, by: number) =>
          value - xmr.centre > by * sigma + hair;
        const indexes = (rule: string) =>
          xmr.signals
            .filter(found => found.rule === rule && found.side === 'above')
            .map(({ index }) => index);
        const where = (holds: (index: number) => boolean) =>
          series.map((_, index) => index).filter(holds);
        expect(indexes('beyond')).toEqual(
          where(index => over(series[index], 3)),
        );
        expect(indexes('run')).toEqual(
          where(
            index =>
              index >= 7 &&
              series.slice(index - 7, index + 1).every(value => over(value, 0)),
          ),
        );
        expect(indexes('two-of-three')).toEqual(
          where(
            index =>
              over(series[index], 2) &&
              series
                .slice(Math.max(0, index - 2), index)
                .some(value => over(value, 2)),
          ),
        );
      }),
      { numRuns },
    );
  });
});

describe('verdictOf', () => {
  const usual = [10, 12, 10, 12, 10, 12, 10, 12, 10, 12, 10, 12];

  it('says better or worse only for a signal of the last three complete points', () => {
    expect(verdictOf(seriesOf(...usual, 30), 'down').verdict).toBe('worse');
    expect(verdictOf(seriesOf(...usual, 30, 11, 12), 'up')).toMatchObject({
      verdict: 'better',
      signal: { index: 12, rule: 'beyond' },
    });
    expect(verdictOf(seriesOf(...usual, 30, 11, 12, 10), 'up').verdict).toBe(
      'noise',
    );
    const going = { value: 99, complete: false };
    expect(verdictOf([...seriesOf(...usual), going], 'down').verdict).toBe(
      'noise',
    );
    expect(verdictOf(seriesOf(1, 2, 3), 'up')).toEqual({
      verdict: 'too-little',
    });
  });

  it('has the newest signal speak, and of one point the strongest', () => {
    expect(verdictOf(seriesOf(...usual, 30, -9), 'up')).toMatchObject({
      verdict: 'worse',
      signal: { index: 13, rule: 'beyond', side: 'below' },
    });
  });

  it('turns with the direction, and knows no better where neither way is', () => {
    fc.assert(
      fc.property(values, series => {
        const points = seriesOf(...series);
        const up = verdictOf(points, 'up').verdict;
        const turned = { better: 'worse', worse: 'better' } as Record<
          string,
          string
        >;
        expect(verdictOf(points, 'down').verdict).toBe(turned[up] ?? up);
        expect(verdictOf(points, 'neutral').verdict).toBe(
          turned[up] ? 'changed' : up,
        );
      }),
      { numRuns },
    );
  });
});

describe('paretoOf', () => {
  it('puts the vital few first, and the rest of the whole last', () => {
    const rows = paretoOf(
      [
        { name: 'Disk', n: 15 },
        { name: 'Network', n: 60 },
        { name: 'Nothing', n: 0 },
        { name: 'Login', n: 20 },
      ],
      { valueOf: ({ n }) => n, whole: 100 },
    );
    expect(paretoOf([{ n: 0 }], { valueOf: ({ n }) => n })).toEqual([]);
    expect(
      rows.map(({ group, share, cumulative, vital }) => [
        group?.name,
        share,
        cumulative,
        vital,
      ]),
    ).toEqual([
      ['Network', 0.6, 0.6, true],
      ['Login', 0.2, 0.8, true],
      ['Disk', 0.15, 0.95, false],
      [undefined, 0.05, 1, false],
    ]);
  });

  it('adds up to the whole, in order, and calls no more vital than it takes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 500 }), { maxLength: 30 }),
        fc.nat({ max: 500 }),
        (parts, more) => {
          const sum = parts.reduce((total, part) => total + part, 0);
          const rows = paretoOf(parts, {
            valueOf: part => part,
            whole: sum + more,
          });
          fc.pre(sum + more > 0);
          expect(rows[rows.length - 1].cumulative).toBeCloseTo(1);
          expect(
            rows.reduce((total, { share }) => total + share, 0),
          ).toBeCloseTo(1);
          const named = rows.filter(({ group }) => group !== undefined);
          expect(named.map(({ value }) => value)).toEqual(
            parts.filter(Boolean).sort((x, y) => y - x),
          );
          // Without the last of them they would not make up as much.
          const before = named
            .filter(row => row.vital)
            .map(({ cumulative, share }) => cumulative - share);
          expect(before.filter(each => each >= VITAL_SHARE + 1e-9)).toEqual([]);
        },
      ),
      { numRuns },
    );
  });
});
