/**
 * Between whom a service level is agreed: with a customer (service level agreement), between teams
 * (operational level agreement), with a supplier (underpinning contract). ITIL's terms.
 */
export const AGREEMENT_TYPES = ['sla', 'ola', 'uc'] as const;
export type AgreementType = (typeof AGREEMENT_TYPES)[number];

/** What is promised: a first reaction, an end, or that one hears of it again. */
export const METRICS = ['response', 'resolution', 'update'] as const;
export type Metric = (typeof METRICS)[number];

/** Where a clock stands. */
export const CLOCK_STATES = [
  'running',
  'paused',
  'idle',
  'stopped',
  'cancelled',
] as const;
export type ClockStateName = (typeof CLOCK_STATES)[number];

const HOUR_MS = 3_600_000;
const DURATION = /^(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?$/;

/**
 * Milliseconds of a duration as agreements write it: `4h`, `30m`, `1h30m`, `90s`. There are no days:
 * in working time nobody agrees on how long one is.
 */
export function readDuration(text: string): number | undefined {
  const [, hours, minutes, seconds] = DURATION.exec(text) ?? [];
  if ([hours, minutes, seconds].every(part => part === undefined))
    return undefined;
  return (
    Number(hours ?? 0) * HOUR_MS +
    Number(minutes ?? 0) * 60_000 +
    Number(seconds ?? 0) * 1_000
  );
}

/** What a threshold counts from: a part of the goal, or so much before or after it is used up. */
export type ThresholdPoint = { percent: number } | { offset: number };

/** The most of a goal that a threshold may be at, in percent. */
const MOST_PERCENT = 500;
const PERCENT = /^(\d{1,3})%$/;

/**
 * When a threshold is reached, as agreements write it: `75%` of the goal, `-30m` before it is used
 * up, `+1h` after. All of it is working time.
 */
export function readThreshold(text: string): ThresholdPoint | undefined {
  const percent = Number(PERCENT.exec(text)?.[1] ?? NaN);
  if (percent >= 1 && percent <= MOST_PERCENT) return { percent };
  const sign = text[0];
  const duration = readDuration(text.slice(1));
  if ((sign !== '-' && sign !== '+') || !duration) return undefined;
  return { offset: sign === '-' ? -duration : duration };
}
