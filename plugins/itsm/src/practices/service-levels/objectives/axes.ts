import type { ObjectiveAlertRule } from '@callboard/plugin-itsm-common';
import { DateTime } from 'luxon';

const DAY_MS = 86_400_000;

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

/** How far down a chart of percentages goes: to nothing, or to what is over in steps of 25. */
export function floorOf(values: readonly number[]): number {
  return Math.floor(Math.min(0, ...values) / 25) * 25;
}

/**
 * How far up a chart of burn rates goes: to what there is, and to the threshold that is met first. Higher
 * thresholds would press the line onto the axis.
 */
export function ceilingOf(
  rates: readonly number[],
  thresholds: readonly number[],
): number {
  const most = Math.max(1.5, ...rates, Math.min(...thresholds, 1.5)) * 1.1;
  return most > 10 ? Math.ceil(most) : Math.ceil(most * 2) / 2;
}

/** Each threshold once, with the alert that it is for; the lowest first. */
export function thresholdsOf(
  rules: readonly Pick<ObjectiveAlertRule, 'severity' | 'threshold'>[],
) {
  const once = new Map(rules.map(rule => [rule.threshold, rule]));
  return [...once.values()].sort((a, b) => a.threshold - b.threshold);
}
