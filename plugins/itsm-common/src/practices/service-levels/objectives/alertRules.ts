import type { AlertSeverity } from './model';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** An alert holds while the budget burns at least as fast as the threshold in both windows. */
export interface AlertRule {
  severity: AlertSeverity;
  /** Milliseconds. That much burns so fast that it matters. */
  long: number;
  /** Milliseconds. It still does. */
  short: number;
  threshold: number;
  /** Whether just the threshold is not enough. */
  above?: boolean;
  /** The alert policy it comes from. */
  policy?: string;
  /** Whether the owner hears of its end. */
  tellsEnd: boolean;
}

/**
 * The part of the budget that is gone, and the time in which it went: the recommended parameters of the
 * Site Reliability Workbook, chapter 5, "Multiwindow, Multi-Burn-Rate Alerts". The short window is a
 * twelfth of the long one.
 */
const RECOMMENDED: readonly {
  severity: AlertSeverity;
  part: number;
  long: number;
  short: number;
}[] = [
  { severity: 'page', part: 0.02, long: HOUR, short: 5 * MINUTE },
  { severity: 'page', part: 0.05, long: 6 * HOUR, short: 30 * MINUTE },
  { severity: 'ticket', part: 0.1, long: DAY, short: 2 * HOUR },
  { severity: 'ticket', part: 0.1, long: 3 * DAY, short: 6 * HOUR },
];

/** How fast a budget burns of which a part is gone after a time. */
export function burnRateOf(part: number, long: number, length: number): number {
  return (part * length) / long;
}

/** The part of the budget that is gone after a time of so fast a burn. */
export function budgetPart(
  rule: Pick<AlertRule, 'threshold' | 'long'>,
  length: number,
): number {
  return (rule.threshold * rule.long) / length;
}

/**
 * The rules that objectives have that name none. For a window of 30 days they are those of the Workbook:
 * 14.4 over one hour, 6 over six, 3 over a day, 1 over three days. For other windows the threshold is
 * that at which the same part of the budget is gone; but never below 1, as a budget that burns slower
 * lasts, and rules that look back further than the window is long are left out.
 *
 * @param length - milliseconds of the objective's window
 */
export function recommendedRules(length: number): AlertRule[] {
  return RECOMMENDED.filter(({ long }) => long <= length).map(
    ({ severity, part, long, short }) => ({
      severity,
      long,
      short,
      threshold: Math.max(1, burnRateOf(part, long, length)),
      tellsEnd: true,
    }),
  );
}

/** Whether a rule holds; undefined if one of its windows was not measured. */
export function isBurning(
  rule: Pick<AlertRule, 'threshold' | 'above'>,
  longRate: number | undefined,
  shortRate: number | undefined,
): boolean | undefined {
  if (longRate === undefined || shortRate === undefined) return undefined;
  const lower = Math.min(longRate, shortRate);
  return rule.above ? lower > rule.threshold : lower >= rule.threshold;
}
