import { DateTime, type DurationLike } from 'luxon';
import { readSloDuration } from './durations';

/** The time over which a target is to be met, as an SLO writes it. */
export interface TimeWindow {
  /** E.g. `30d`, `1M`; see `readSloDuration`. */
  duration: string;
  isRolling: boolean;
  /** Of windows that do not roll: when one of them began. */
  calendar?: { startTime: string; timeZone: string };
}

/** A window with its ends, milliseconds since the epoch. */
export interface WindowAt {
  from: number;
  to: number;
}

const MINUTE = 60_000;

/**
 * The window at an instant. A rolling one ends then, on the minute. A calendar one is that of the periods
 * before and after its start time that the instant is in: months, quarters and years by the calendar
 * of its zone, days and weeks too, so that a day with a change of clocks is shorter or longer; hours
 * are exact. Periods are counted from the start time and not from each other: what began on the
 * 31st begins on the last day of shorter months and on the 31st again.
 */
export function windowAt(window: TimeWindow, now: number): WindowAt {
  const duration = readSloDuration(window.duration)!;
  if (window.isRolling) {
    const to = Math.floor(now / MINUTE) * MINUTE;
    return { from: to - duration.milliseconds!, to };
  }
  const { startTime, timeZone } = window.calendar!;
  const start = DateTime.fromSQL(startTime, { zone: timeZone });
  const begin = (period: number) =>
    start.plus(periods(duration, period)).toMillis();
  let period = Math.floor((now - start.toMillis()) / duration.approximately);
  while (begin(period) > now) period -= 1;
  while (begin(period + 1) <= now) period += 1;
  return { from: begin(period), to: begin(period + 1) };
}

function periods(
  { amount, unit, months }: NonNullable<ReturnType<typeof readSloDuration>>,
  count: number,
): DurationLike {
  if (months !== undefined) return { months: months * count };
  if (unit === 'h') return { hours: amount * count };
  return unit === 'w' ? { weeks: amount * count } : { days: amount * count };
}

/** Milliseconds of a window, about, where it has no fixed length. */
export function nominalLength(window: Pick<TimeWindow, 'duration'>): number {
  return readSloDuration(window.duration)!.approximately;
}
