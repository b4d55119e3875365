import type { BudgetingMethod } from './model';

const MINUTE = 60_000;

/** What an indicator measured in a minute: how much there was, and how much of it was good. */
export interface MeasuredMinute {
  /** Its first instant. */
  at: number;
  good: number;
  total: number;
}

/** How an objective counts. */
export interface Budgeting {
  method: BudgetingMethod;
  /** Minutes of a slice; they divide an hour. For time slices only. */
  sliceMinutes?: number;
  /** The part of a slice that must be good for all of it to be. For `Timeslices` only. */
  sliceTarget?: number;
}

/** What was measured in some time, added up. */
export interface Tally {
  good: number;
  total: number;
  /** Minutes that were measured, also those in which nothing happened. */
  minutes: number;
  /** Slices in which something was measured to judge them by. */
  slices: number;
  /** Those that were bad; with `RatioTimeslices` the parts of them that were. */
  badSlices: number;
}

/** An hour that was measured. */
export interface MeasuredHour extends Tally {
  at: number;
}

/** Nothing was measured. */
export const NO_TALLY: Tally = {
  good: 0,
  total: 0,
  minutes: 0,
  slices: 0,
  badSlices: 0,
};

/** Adds up. */
export function addTallies(a: Tally, b: Tally): Tally {
  return {
    good: a.good + b.good,
    total: a.total + b.total,
    minutes: a.minutes + b.minutes,
    slices: a.slices + b.slices,
    badSlices: a.badSlices + b.badSlices,
  };
}

/** What of a slice counts as bad, from 0 to 1. */
function badPart(good: number, total: number, budgeting: Budgeting): number {
  const ratio = good / total;
  if (budgeting.method === 'RatioTimeslices') return 1 - ratio;
  return ratio < budgeting.sliceTarget! ? 1 : 0;
}

/**
 * Adds minutes up. Slices are those of the clock: of five minutes, they begin at 12:00, 12:05 and so on.
 * A slice is judged by the minutes of it that were measured; one in which nothing was, or nothing
 * happened, is neither good nor bad.
 *
 * @param minutes - in order, each once; whole slices
 */
export function tallyOf(
  minutes: readonly MeasuredMinute[],
  budgeting: Budgeting,
): Tally {
  const sum = { ...NO_TALLY };
  const slice = (budgeting.sliceMinutes ?? 0) * MINUTE;
  let begun: { at: number; good: number; total: number } | undefined;
  const judge = () => {
    if (!begun || begun.total <= 0) return;
    sum.slices += 1;
    sum.badSlices += badPart(begun.good, begun.total, budgeting);
  };
  for (const { at, good, total } of minutes) {
    sum.minutes += 1;
    sum.good += good;
    sum.total += total;
    if (budgeting.method === 'Occurrences') continue;
    const start = Math.floor(at / slice) * slice;
    if (begun?.at !== start) {
      judge();
      begun = { at: start, good: 0, total: 0 };
    }
    begun.good += good;
    begun.total += total;
  }
  judge();
  return sum;
}

/** What of a tally is bad, and of how much: events, or slices. */
export function judged(
  tally: Tally,
  { method }: Pick<Budgeting, 'method'>,
): { bad: number; of: number } {
  const [bad, of] =
    method === 'Occurrences'
      ? [tally.total - tally.good, tally.total]
      : [tally.badSlices, tally.slices];
  // Sums of fractions may miss nothing by a hair.
  return { bad: bad < of * 1e-12 ? 0 : bad, of };
}

/** How much of an error budget is used. */
export interface ErrorBudget {
  /** What was good of what was measured; undefined if nothing was. */
  ratio?: number;
  /** What may be bad. */
  allowed: number;
  bad: number;
  /** The part of the budget that is left; negative once more was bad than allowed. */
  remaining?: number;
}

/**
 * The error budget of a window: one minus the target of all there is in it (Google, Site Reliability
 * Workbook, chapter 2, "Error budgets"). Of events it is what was counted so far. Of time slices it
 * is the whole window, which is known beforehand: at the beginning of a month the budget is that of
 * the month, and time that was not measured uses nothing of it.
 *
 * @param length - milliseconds of the whole window
 */
export function errorBudget(
  tally: Tally,
  budgeting: Budgeting,
  target: number,
  length: number,
): ErrorBudget {
  const { bad, of } = judged(tally, budgeting);
  const all =
    budgeting.method === 'Occurrences'
      ? of
      : length / (budgeting.sliceMinutes! * MINUTE);
  const allowed = (1 - target) * all;
  if (of <= 0) return { allowed, bad: 0 };
  return { ratio: 1 - bad / of, allowed, bad, remaining: 1 - bad / allowed };
}

/**
 * How fast the budget is used up: the part that is bad, over the part that may be (Site Reliability
 * Workbook, chapter 5, "Alerting on burn rate"). At 1 it lasts just for the window.
 *
 * @returns undefined if nothing was measured
 */
export function burnRate(
  tally: Tally,
  budgeting: Pick<Budgeting, 'method'>,
  target: number,
): number | undefined {
  const { bad, of } = judged(tally, budgeting);
  return of > 0 ? bad / of / (1 - target) : undefined;
}
