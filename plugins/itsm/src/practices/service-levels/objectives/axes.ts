import type { ObjectiveAlertRule } from '@callboard/plugin-itsm-common';
import { DateTime } from 'luxon';

const DAY_MS = 86_400_000;

/** Labels of lines stand beside charts, where nothing crosses them; so charts have the same width. */
export const LABELS_PX = 84;

/** An instant on an axis: the time within two days, else the day. */
export function tickWords(at: number, span: number): string {
  return DateTime.fromMillis(at).toLocaleString(
    span <= 2 * DAY_MS
      ? { hour: '2-digit', minute: '2-digit' }
      : { day: 'numeric', month: 'short' },
  );
}

/** An instant where somebody points at it. */
export function pointWords(at: number): string {
  return DateTime.fromMillis(at).toLocaleString({
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
}

/**
 * The ticks of a budget in percent: from what is over, if something is, up to all of it. Nothing left and
 * all of it are always among them.
 */
export function budgetTicks(values: readonly number[]): number[] {
  const least = Math.min(0, ...values);
  const step = [25, 50, 100].find(s => (100 - least) / s <= 6);
  const wide = step ?? Math.ceil((100 - least) / 600) * 100;
  const ticks = [0];
  while (ticks[0] > least) ticks.unshift(ticks[0] - wide);
  for (let at = wide; at < 100; at += wide) ticks.push(at);
  return [...ticks, 100];
}

/** Numbers that an axis of four steps has plain ticks for. */
const PLAIN = [2, 4, 6, 8, 12, 16, 20, 24, 32, 40, 60, 80, 100];

/**
 * How far up a chart of burn rates goes: to what there is, and to the threshold that is met first. Higher
 * thresholds would press the line onto the axis.
 */
export function ceilingOf(
  rates: readonly number[],
  thresholds: readonly number[],
): number {
  const lowest = thresholds.length > 0 ? Math.min(...thresholds) : 0;
  const most = Math.max(1.5, ...rates, lowest) * 1.05;
  return PLAIN.find(plain => plain >= most) ?? Math.ceil(most / 100) * 100;
}

/** Part of an axis that a label takes. */
const LABEL = 0.09;

/** Those of the thresholds that can be labelled without one label on another; the highest first. */
export function labelledOf(
  thresholds: readonly number[],
  ceiling: number,
): ReadonlySet<number> {
  const labelled: number[] = [];
  for (const threshold of [...thresholds].sort((a, b) => b - a)) {
    const last = labelled[labelled.length - 1] ?? Infinity;
    if (threshold <= ceiling && last - threshold >= ceiling * LABEL)
      labelled.push(threshold);
  }
  return new Set(labelled);
}

/** Each threshold once, with the alert that it is for; the lowest first. */
export function thresholdsOf(
  rules: readonly Pick<ObjectiveAlertRule, 'severity' | 'threshold'>[],
) {
  const once = new Map(rules.map(rule => [rule.threshold, rule]));
  return [...once.values()].sort((a, b) => a.threshold - b.threshold);
}
