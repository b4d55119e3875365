import { DateTime } from 'luxon';

const TIME = DateTime.TIME_24_SIMPLE;
const DAY_AND_TIME = {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  ...TIME,
} as const;

/** An instant in the reader's time zone: "24 Nov 2026, 10:01". */
export function instantWords(instant: string): string {
  return DateTime.fromISO(instant).toLocaleString(DAY_AND_TIME);
}

/** The time of an instant in the reader's time zone: "10:01". */
export function timeWords(instant: string): string {
  return DateTime.fromISO(instant).toLocaleString(TIME);
}

/** The day of an instant in the reader's time zone, as a key that sorts: `2026-11-24`. */
export function dayOf(instant: string): string {
  return DateTime.fromISO(instant).toISODate() ?? instant;
}
