import { isLess, type Availability, type Fraction } from './compose';
import type { FeasibilityReason, FeasibilityVerdict } from './model';

/** The most that something is over, where nothing at all was allowed. */
const MOST_EXCESS = 1e9;

/** What one time is of another, e.g. the downtime there may be of the one that is promised. */
export function excessOf(possible: number, promised: number): number {
  if (possible <= 0) return 0;
  return promised <= 0
    ? MOST_EXCESS
    : Math.min(possible / promised, MOST_EXCESS);
}

/**
 * Whether availability can be had as it is promised.
 *
 * @param truncated - whether there is more behind it than was counted
 */
export function judge(
  promised: Fraction,
  {
    low,
    high,
    unknown,
    hangsOnPromises,
  }: Pick<Availability, 'low' | 'high' | 'unknown' | 'hangsOnPromises'>,
  truncated = false,
): { verdict: FeasibilityVerdict; reason?: FeasibilityReason } {
  if (isLess(high, promised)) return { verdict: 'infeasible' };
  if (truncated || isLess(low, promised))
    return { verdict: 'unknown', reason: 'tooLarge' };
  if (unknown.length > 0) return { verdict: 'unknown', reason: 'unpromised' };
  if (!hangsOnPromises) return { verdict: 'unknown', reason: 'nothingBehind' };
  return { verdict: 'feasible' };
}
