/** A part of a whole, in its place by size. */
export interface ParetoRow<G> {
  /** Absent for all that have no line of their own. */
  group?: G;
  value: number;
  /** Of the whole, between 0 and 1. */
  share: number;
  /** Of it and those before it. */
  cumulative: number;
  /** Whether it is one of the vital few: the first that make up 80 % of the whole. */
  vital: boolean;
}

/** How much of the whole the vital few make up. */
export const VITAL_SHARE = 0.8;

/**
 * Puts parts in the order of their size, with what they and those before them are of the whole: the
 * vital few and the useful many (Juran, Quality Control Handbook, 1951). Only for what adds up: counts
 * and sums. Those of nothing are left out; what the groups lack of the whole comes last.
 *
 * @param options.whole - what all add up to, if the groups are not all of it
 */
export function paretoOf<G>(
  groups: readonly G[],
  options: { valueOf: (group: G) => number | undefined; whole?: number },
): ParetoRow<G>[] {
  const parts = groups
    .map(group => ({ group, value: options.valueOf(group) ?? 0 }))
    .filter(({ value }) => value > 0)
    .sort((a, b) => b.value - a.value);
  const sum = parts.reduce((total, { value }) => total + value, 0);
  const whole = Math.max(sum, options.whole ?? 0);
  const rest = whole - sum;
  let before = 0;
  const rows: ParetoRow<G>[] = parts.map(part => {
    const vital = before < VITAL_SHARE * whole;
    before += part.value;
    return {
      ...part,
      share: part.value / whole,
      cumulative: before / whole,
      vital,
    };
  });
  // A hair is what sums of fractions are off by.
  if (rest > 1e-9 * whole) {
    rows.push({
      value: rest,
      share: rest / whole,
      cumulative: 1,
      vital: false,
    });
  }
  return rows;
}
