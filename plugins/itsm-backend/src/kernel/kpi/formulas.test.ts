import type { KpiFormula } from '@callboard/plugin-itsm-common';
import fc from 'fast-check';
import { addSums, measureOf, NO_SUMS, runningSums, termsOf } from './formulas';
import type { FactSums } from './model';

const ENDED = { kind: 'order', stage: 'ended' };
const OPENED = { kind: 'order', stage: 'opened' };
const FORMULAS: readonly KpiFormula[] = [
  { of: 'count', facts: OPENED },
  { of: 'count', facts: { ...OPENED, mark: 'gift' } },
  { of: 'share', facts: { ...ENDED, mark: 'kept' } },
  { of: 'share', facts: { ...ENDED, mark: 'kept' }, among: 'known' },
  {
    of: 'value',
    facts: ENDED,
    value: 'ms',
    statistics: ['mean', 'sum'],
    statistic: 'mean',
  },
  {
    of: 'ratio',
    numerator: { ...ENDED, value: 'ms' },
    denominator: { ...OPENED, mark: 'gift' },
  },
  { of: 'level', entered: OPENED, left: ENDED },
  { of: 'level-age', entered: OPENED, left: ENDED },
];

const count = fc.integer({ min: -50, max: 1_000 });
/** Corrections subtract, so what a point adds may be less than nothing. */
const sums: fc.Arbitrary<FactSums> = fc.record({
  count,
  marks: fc.dictionary(fc.constantFrom('gift', 'kept', 'known'), count),
  values: fc.dictionary(
    fc.constantFrom('ms', 'cost'),
    fc.record({ count, sum: fc.integer({ min: -1e6, max: 1e9 }) }),
  ),
  since: fc.integer({ min: -1e12, max: 1e12 }),
});
const add = (points: readonly FactSums[]) => points.reduce(addSums, NO_SUMS);

it('a whole is what its parts add up to, however it is parted', () => {
  fc.assert(
    fc.property(
      fc.array(sums, { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 0, max: 12 }),
      (points, at) => {
        const parts = [add(points.slice(0, at)), add(points.slice(at))];
        expect(addSums(parts[0], parts[1])).toEqual(add(points));
        expect(addSums(add(points), NO_SUMS)).toEqual(add(points));
        // A level is told of all that ever was, wherever one begins to look.
        const running = runningSums(parts[0], points.slice(at));
        expect(running).toEqual(
          points.slice(at).map((_, i) => add(points.slice(0, at + i + 1))),
        );
      },
    ),
    { numRuns: 100 },
  );
});

it('divides by nothing never, and gives a number wherever there is something', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...FORMULAS),
      sums,
      sums,
      (formula, first, second) => {
        const of = [first, second].slice(0, termsOf(formula).length);
        const { value, count: all } = measureOf(formula, undefined, of);
        expect(value === undefined || Number.isFinite(value)).toBe(true);
        const nothing = termsOf(formula).map(() => NO_SUMS);
        const empty = measureOf(formula, undefined, nothing);
        const isDivided = !['count', 'level'].includes(formula.of);
        expect([empty.value, empty.count]).toEqual([
          isDivided ? undefined : 0,
          0,
        ]);
        expect(Number.isFinite(all)).toBe(true);
      },
    ),
    { numRuns: 200 },
  );
});

it('shares, means and ages are what one would reckon', () => {
  const ended: FactSums = {
    count: 10,
    marks: { known: 8, kept: 6 },
    values: { ms: { count: 4, sum: 100 } },
    since: 0,
  };
  const [, , share, among, mean] = FORMULAS.map(formula =>
    measureOf(
      formula,
      undefined,
      [ended, ended].slice(0, termsOf(formula).length),
    ),
  );
  expect(share).toMatchObject({ value: 0.6, numerator: 6, count: 10 });
  expect(among).toMatchObject({ value: 0.75, numerator: 6, count: 8 });
  expect(mean).toMatchObject({ value: 25, count: 4 });
  // Two that began 10 and 30 before are 20 old on average; one that left is no more among them.
  const entered = { ...NO_SUMS, count: 3, since: -10 - 30 - 99 };
  const left = { ...NO_SUMS, count: 1, since: -99 };
  expect(measureOf(FORMULAS[7], undefined, [entered, left], 0)).toMatchObject({
    value: 20,
    count: 2,
  });
});
