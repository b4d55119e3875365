import { DateTime } from 'luxon';

const DAY = 86_400_000;
const NBSP = '\u00a0';

/** A day as people write it, in their own zone. */
export const dayWords = (instant: string) =>
  DateTime.fromISO(instant).toLocaleString(DateTime.DATE_MED);

/** Two days with a dash between them; one if they are the same. */
export function spanWords(from: string, to: string): string {
  const [a, b] = [dayWords(from), dayWords(to)];
  if (a === b) return a;
  // A line breaks after the dash, not within a day.
  return `${a.replaceAll(' ', NBSP)}${NBSP}– ${b.replaceAll(' ', NBSP)}`;
}

/** Milliseconds as whole days, begun ones counted. */
export const daysOf = (milliseconds: number) => Math.ceil(milliseconds / DAY);

/** A day as the browser's control holds it. */
export const toDay = (instant: string | undefined) =>
  instant ? DateTime.fromISO(instant).toFormat('yyyy-MM-dd') : '';

const utc = (at: DateTime) => at.toUTC().toISO({ suppressMilliseconds: false });

/** The beginning of a day that was chosen; undefined if it is not complete. */
export function beginOf(day: string): string | undefined {
  const at = DateTime.fromISO(day);
  return day && at.isValid ? utc(at.startOf('day')) ?? undefined : undefined;
}

/** The end of a day that was chosen; undefined if it is not complete. */
export function endOf(day: string): string | undefined {
  const at = DateTime.fromISO(day);
  return day && at.isValid ? utc(at.endOf('day')) ?? undefined : undefined;
}
