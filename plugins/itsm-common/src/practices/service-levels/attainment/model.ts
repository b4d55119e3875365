/** What attainment is told by. */
export const ATTAINMENT_BY = [
  'service',
  'agreement',
  'team',
  'metric',
] as const;
export type AttainmentBy = (typeof ATTAINMENT_BY)[number];

/** What a trend has a point for. Weeks begin on Monday. */
export const TREND_BUCKETS = ['week', 'month'] as const;
export type TrendBucket = (typeof TREND_BUCKETS)[number];

/** Groups that an answer names; the rest of them is summed up. */
export const MOST_GROUPS = 400;
/** Points of a trend. */
export const MOST_POINTS = 120;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A shorter period says nothing. */
export const SHORTEST_PERIOD_MS = HOUR_MS;
/** Five years and what leap days add. */
export const LONGEST_PERIOD_MS = 1_827 * DAY_MS;
/** How far back is looked if nobody says. */
export const DEFAULT_PERIOD_MS = 30 * DAY_MS;

/**
 * Of what was decided, the part that was kept, in percent with one decimal. Rounded down, so that 100
 * is said of nothing that was missed. Undefined if nothing was decided.
 */
export function attainmentOf(
  kept: number,
  breached: number,
): number | undefined {
  const decided = kept + breached;
  return decided === 0
    ? undefined
    : Math.floor((kept / decided) * 1_000 + 1e-9) / 10;
}
