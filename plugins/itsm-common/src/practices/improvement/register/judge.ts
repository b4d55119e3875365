import type { KpiFormula, KpiStatistic } from '../../../kernel/kpi/model';
import {
  LEAST_VALUES,
  type InitiativeDirection,
  type TargetVerdict,
} from './model';

/** A window that was measured, or what a KPI answered of it. */
export interface Measured {
  /** Absent where there is nothing to count it of. */
  value?: number;
  /** Of how many values it is. */
  count: number;
}

/** Whether a value is as good as a target. */
export const reaches = (
  value: number,
  target: number,
  direction: InitiativeDirection,
): boolean => (direction === 'down' ? value <= target : value >= target);

/**
 * What a window says about a target.
 *
 * @param leastCount - of fewer values it says nothing, see {@link leastCountOf}
 */
export function judgeInitiative(
  measured: Measured,
  target: number,
  direction: InitiativeDirection,
  leastCount: number = 0,
): Exclude<TargetVerdict, 'failed'> {
  const { value, count } = measured;
  // Nothing divided by nothing is no success.
  if (value === undefined || !Number.isFinite(value)) return 'no-value';
  if (count < leastCount) return 'too-few';
  return reaches(value, target, direction) ? 'met' : 'not-met';
}

/**
 * Of how many values a number has to be, so that it can be judged. A count is a fact, were it 0; a
 * share or a median of two is luck. Gauges count nothing.
 */
export function leastCountOf(formula: KpiFormula): number {
  return ['share', 'value', 'ratio'].includes(formula.of) ? LEAST_VALUES : 0;
}

/** Whether a number grows with the time it is asked of, as counts and sums do. */
export function growsWithTime(
  formula: KpiFormula,
  statistic?: KpiStatistic,
): boolean {
  if (formula.of === 'count') return true;
  return formula.of === 'value' && (statistic ?? formula.statistic) === 'sum';
}

/**
 * Whether of a longer time the mean of its windows is told: of what grows with time, so that it can be
 * compared with a window, and of what is told as of an instant.
 */
export const toldByWindow = (
  formula: KpiFormula,
  statistic?: KpiStatistic,
): boolean =>
  growsWithTime(formula, statistic) ||
  formula.of === 'level' ||
  formula.of === 'level-age';

/**
 * What a baseline is: of numbers that are told by window ({@link toldByWindow}) the mean of its whole
 * windows, of others the number of all of it.
 */
export function baselineOf(
  answer: {
    total: Measured;
    series?: readonly (Measured & { complete: boolean; whole: boolean })[];
  },
  byWindow: boolean,
): Measured {
  if (!byWindow) {
    const { value, count } = answer.total;
    return { value, count };
  }
  const windows = (answer.series ?? []).filter(
    point => point.complete && point.whole && point.value !== undefined,
  );
  const count = windows.reduce((sum, point) => sum + point.count, 0);
  if (windows.length === 0) return { count };
  const sum = windows.reduce((all, point) => all + point.value!, 0);
  return { value: sum / windows.length, count };
}

/** A window of the watch period, once measured. */
export interface WatchedWindow {
  from: number;
  to: number;
  verdict: TargetVerdict;
}

/**
 * What follows from what was measured since the target was reached: it slipped as soon as a whole
 * window was worse than the target; it held if the time is over, the target was met in at least one
 * window, and in none it was not. Windows that say nothing do neither.
 */
export function watchOutcome(
  watch: { achievedAt: number; watchUntil: number },
  windows: readonly WatchedWindow[],
  now: number,
): 'slipped' | 'held' | 'watching' {
  const since = windows.filter(window => window.to > watch.achievedAt);
  if (since.some(window => window.verdict === 'not-met')) return 'slipped';
  if (now < watch.watchUntil) return 'watching';
  if (since.some(window => window.verdict === 'failed')) return 'watching';
  return since.some(window => window.verdict === 'met') ? 'held' : 'watching';
}
