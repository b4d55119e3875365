import fc from 'fast-check';
import { answersOf, figuresOf, keptBack, NO_COUNTS } from './figures';
import { meanScore, tQuantile, wilson } from './intervals';
import { FEWEST_ANSWERS } from './model';

const RUNS = { numRuns: Number(process.env.SURVEY_RUNS ?? 200) };
const countOf = fc.integer({ min: 0, max: 400 });
const scoresOf = fc.array(countOf, { minLength: 5, maxLength: 5 });

describe("a share with Wilson's interval", () => {
  it('is what the formula gives by hand', () => {
    // 8 of 10: (0.8 + 1.9207/10) / 1.38414 ± 1.96 · √(0.016 + 0.0096036) / 1.38414
    const { low, high } = wilson(8, 10)!;
    expect(low).toBeCloseTo(0.4902, 4);
    expect(high).toBeCloseTo(0.9433, 4);
    expect(wilson(0, 0)).toBeUndefined();
  });

  it('lies between 0 and 1, holds the share, mirrors, and narrows with more answers', () => {
    fc.assert(
      fc.property(countOf, countOf, (a, b) => {
        fc.pre(a + b > 0);
        const n = a + b;
        const of = wilson(a, n)!;
        expect(of.low).toBeGreaterThanOrEqual(0);
        expect(of.high).toBeLessThanOrEqual(1);
        expect(of.low! <= of.value && of.value <= of.high!).toBe(true);
        // Not being sure of all or none: even then the interval has a width.
        expect(of.high! - of.low!).toBeGreaterThan(0);
        const mirrored = wilson(b, n)!;
        expect(mirrored.low).toBeCloseTo(1 - of.high!, 10);
        const more = wilson(4 * a, 4 * n)!;
        expect(more.high! - more.low!).toBeLessThan(of.high! - of.low!);
      }),
      RUNS,
    );
  });
});

describe("a mean score with Student's interval", () => {
  it.each([
    // Student's table, 97.5 %.
    [1, 12.7062],
    [2, 4.3027],
    [3, 3.1824],
    [4, 2.7764],
    [10, 2.2281],
    [30, 2.0423],
    [120, 1.9799],
  ])('has the quantile of %s degrees of freedom', (degrees, t) => {
    expect(Math.abs(tQuantile(degrees) / t - 1)).toBeLessThan(0.002);
  });

  it('is what the formula gives by hand', () => {
    // 4, 4, 5, 5, 2: mean 4, s² = 6/4, t(4) = 2.776
    const { value, low } = meanScore([0, 1, 0, 2, 2])!;
    expect(value).toBe(4);
    expect(low).toBeCloseTo(4 - 2.7764 * Math.sqrt(1.5 / 5), 2);
    expect(meanScore([0, 0, 0, 0, 0])).toBeUndefined();
  });

  it('stays on the scale, holds the mean, and says nothing where all said the same', () => {
    fc.assert(
      fc.property(scoresOf, counts => {
        const n = counts.reduce((a, b) => a + b, 0);
        fc.pre(n > 0);
        const { value, low, high } = meanScore(counts)!;
        expect(value >= 1 && value <= 5).toBe(true);
        const areAlike = counts.filter(c => c > 0).length < 2;
        expect(low === undefined && high === undefined).toBe(areAlike);
        fc.pre(!areAlike);
        expect(low! >= 1 && low! <= value && value <= high! && high! <= 5).toBe(
          true,
        );
        // Turned around, it is the same from the other side.
        const turned = meanScore([...counts].reverse())!;
        expect(turned.low).toBeCloseTo(6 - high!, 8);
      }),
      RUNS,
    );
  });
});

describe('what is told of few answers', () => {
  it('is how many they are, and nothing of what they say', () => {
    fc.assert(
      fc.property(scoresOf, scores => {
        const counts = { ...NO_COUNTS, scores };
        const told = figuresOf(counts);
        const n = answersOf(counts);
        expect(told.answers).toBe(n);
        expect(told.scores !== undefined).toBe(n >= FEWEST_ANSWERS);
        expect(told.satisfied !== undefined).toBe(n >= FEWEST_ANSWERS);
        expect(told.tooFew).toBe(n > 0 && n < FEWEST_ANSWERS);
      }),
      RUNS,
    );
  });

  it('cannot be reckoned from the whole and what is told beside it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 9 }),
        answers => {
          const kept = keptBack(answers);
          const sum = (told: boolean) =>
            answers.reduce((s, n, i) => s + (kept[i] === told ? n : 0), 0);
          const whole = answers.reduce((a, b) => a + b, 0);
          expect(
            answers.filter((n, i) => n > 0 && n < FEWEST_ANSWERS && !kept[i]),
          ).toEqual([]);
          // What is kept back has enough answers together, unless the whole has too few.
          const back = sum(true);
          expect(back === 0 || back >= FEWEST_ANSWERS || back === whole).toBe(
            true,
          );
        },
      ),
      RUNS,
    );
  });
});
