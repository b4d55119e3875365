/** A number with the interval that holds the true one in 95 of 100 cases. */
export interface Interval {
  value: number;
  /** Absent where nothing can be said, e.g. of one answer. */
  low?: number;
  high?: number;
}

/** 97.5 % of the standard normal distribution lie below it. */
const Z = 1.959963984540054;

/**
 * A share with its interval, by Wilson's score (E. B. Wilson, "Probable inference, the law of succession,
 * and statistical inference", Journal of the American Statistical Association 22, 1927). Unlike the usual
 * approximation it stays between 0 and 1, and says something sensible of few answers and of all or none.
 *
 * @returns nothing for none: nothing divided by nothing is not 0
 */
export function wilson(hits: number, of: number): Interval | undefined {
  if (of <= 0) return undefined;
  const share = hits / of;
  const square = Z * Z;
  const middle = share + square / (2 * of);
  const half =
    Z * Math.sqrt((share * (1 - share)) / of + square / (4 * of * of));
  const whole = 1 + square / of;
  // What is reckoned with rounding may miss the ends by a hair.
  return {
    value: share,
    low: hits === 0 ? 0 : Math.max(0, (middle - half) / whole),
    high: hits === of ? 1 : Math.min(1, (middle + half) / whole),
  };
}

/**
 * The value below which 97.5 % of Student's t distribution lie. Exact for one and two degrees of
 * freedom; from three on by the expansion around the normal distribution (Abramowitz and Stegun,
 * Handbook of Mathematical Functions, 26.7.5), off by less than 0.2 %.
 */
export function tQuantile(degrees: number): number {
  if (degrees < 1) return Number.POSITIVE_INFINITY;
  if (degrees === 1) return Math.tan(Math.PI * 0.475);
  if (degrees === 2) return 0.95 * Math.sqrt(2 / (1 - 0.95 * 0.95));
  const z = Z;
  const z3 = z ** 3;
  const z5 = z ** 5;
  const z7 = z ** 7;
  const z9 = z ** 9;
  return (
    z +
    (z3 + z) / (4 * degrees) +
    (5 * z5 + 16 * z3 + 3 * z) / (96 * degrees ** 2) +
    (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * degrees ** 3) +
    (79 * z9 + 776 * z7 + 1482 * z5 - 1920 * z3 - 945 * z) /
      (92160 * degrees ** 4)
  );
}

/**
 * The mean of scores with its interval, by Student's t (Student, "The probable error of a mean",
 * Biometrika 6, 1908), within the scale. Answers that are all the same say nothing of how much others
 * would differ: they have no interval.
 *
 * @param counts - how many gave each score, `counts[0]` the lowest
 * @param lowest - the lowest score
 */
export function meanScore(
  counts: readonly number[],
  lowest = 1,
): Interval | undefined {
  const n = counts.reduce((sum, count) => sum + count, 0);
  if (n <= 0) return undefined;
  const score = (i: number) => lowest + i;
  const value = counts.reduce((sum, count, i) => sum + count * score(i), 0) / n;
  const squares = counts.reduce(
    (sum, count, i) => sum + count * (score(i) - value) ** 2,
    0,
  );
  if (n < 2 || squares === 0) return { value };
  const half = tQuantile(n - 1) * Math.sqrt(squares / (n - 1) / n);
  return {
    value,
    low: Math.max(lowest, value - half),
    high: Math.min(lowest + counts.length - 1, value + half),
  };
}
