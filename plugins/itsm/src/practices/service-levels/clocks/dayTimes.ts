import { DateTime } from 'luxon';

const WEEK_DAYS = 6;

/** An instant as short as it is clear: `14:10` today, `Thu 14:10` this week, else with the date. */
export function dayTime(instant: string, now: number): string {
  const at = DateTime.fromISO(instant);
  const today = DateTime.fromMillis(now).startOf('day');
  const days = Math.abs(at.startOf('day').diff(today, 'days').days);
  const time = at.toLocaleString(DateTime.TIME_SIMPLE);
  if (days < 0.5) return time;
  if (days <= WEEK_DAYS) return `${at.toFormat('ccc')} ${time}`;
  const year = at.year === today.year ? '' : ' yyyy';
  return `${at.toFormat(`ccc d LLL${year}`)} ${time}`;
}

/** The instant in full, for who points at it. */
export function exactTime(instant: string): string {
  return DateTime.fromISO(instant).toLocaleString(
    DateTime.DATETIME_FULL_WITH_SECONDS,
  );
}
