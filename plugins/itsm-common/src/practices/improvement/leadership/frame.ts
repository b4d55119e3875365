import { DateTime } from 'luxon';
import { beginAfter, beginOf, type Period } from '../../../kernel/kpi/periods';

/** The days before it nobody asks for, and the zone database knows little of. */
const FIRST_DAY = '1990-01-01';

/** What an overview looks at, by the calendar of the zone of the numbers. */
export interface OverviewFrame {
  /** The day by whose end things are counted. */
  asOf: string;
  today: boolean;
  zone: string;
  months: number;
  /** From the first month on until the end of the day, or until now. */
  period: Period;
  /** The last whole month. */
  month: Period;
}

/** What is wrong with a day to look back from, in a sentence, or undefined. */
export function asOfFault(
  asOf: string | undefined,
  now: number,
  zone: string,
): string | undefined {
  if (asOf === undefined) return undefined;
  const today = DateTime.fromMillis(now, { zone }).toISODate()!;
  if (asOf > today)
    return `asOf: ${asOf} is still to come; choose a day up to today, ${today}`;
  if (asOf < FIRST_DAY)
    return `asOf: ${asOf} is too long ago; choose a day from ${FIRST_DAY} on`;
  return undefined;
}

/**
 * The months up to a day. A day that ends its month makes it a whole one.
 *
 * @param asOf - a day that {@link asOfFault} finds nothing wrong with; today if absent
 */
export function overviewFrame(
  asOf: string | undefined,
  months: number,
  now: number,
  zone: string,
): OverviewFrame {
  const today = DateTime.fromMillis(now, { zone }).toISODate()!;
  const day = asOf ?? today;
  const end =
    day === today
      ? now
      : DateTime.fromISO(day, { zone }).plus({ days: 1 }).toMillis();
  // The month that the last instant is in: at midnight one is over and the next has not begun.
  const current = beginOf(end - 1, 'month', zone);
  const isWhole = beginAfter(current, 'month', zone) === end;
  const last = isWhole ? current : beginAfter(current, 'month', zone, -1);
  return {
    asOf: day,
    today: day === today,
    zone,
    months,
    period: {
      from: beginAfter(current, 'month', zone, 1 - months),
      to: end,
    },
    month: { from: last, to: beginAfter(last, 'month', zone) },
  };
}

/** A month as people say it, e.g. `October 2026`. */
export function monthWords(instant: number | string, zone: string): string {
  const at =
    typeof instant === 'number'
      ? DateTime.fromMillis(instant, { zone })
      : DateTime.fromISO(instant, { zone });
  return at.setLocale('en').toFormat('LLLL yyyy');
}

/** The day of an instant as people say it, e.g. `1 December 2026`. */
export function dayWords(instant: number, zone: string): string {
  return DateTime.fromMillis(instant, { zone })
    .setLocale('en')
    .toFormat('d LLLL yyyy');
}
