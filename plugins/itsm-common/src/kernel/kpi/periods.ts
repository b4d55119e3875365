import { DateTime } from 'luxon';
import type { KpiGrain } from './model';

/** A time from an instant on up to another, not with it; milliseconds since the epoch. */
export interface Period {
  from: number;
  to: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A shorter period says nothing. */
export const SHORTEST_KPI_PERIOD_MS = HOUR_MS;
/** Ten years and what leap days add. */
export const LONGEST_KPI_PERIOD_MS = 3_653 * DAY_MS;
/** Points of a series. */
export const MOST_KPI_POINTS = 800;

/** How long one is at least, to say how many there will be without counting them. */
const LENGTH: Readonly<Record<KpiGrain, number>> = {
  hour: HOUR_MS,
  day: DAY_MS,
  week: 7 * DAY_MS,
  month: 30.4 * DAY_MS,
  quarter: 91.3 * DAY_MS,
};

/** Beginnings of days by zone: the time zone database is slow to ask, and days begin once. */
const known = new Map<string, Map<number, number>>();
const MOST_KNOWN = 20_000;

/** When a day begins in a zone, by its number since 1970-01-01. */
function dayBegin(day: number, zone: string): number {
  if (zone === 'UTC') return day * DAY_MS;
  let begins = known.get(zone);
  if (!begins || begins.size > MOST_KNOWN) {
    begins = new Map();
    known.set(zone, begins);
  }
  let begin = begins.get(day);
  if (begin === undefined) {
    const date = new Date(day * DAY_MS);
    begin = DateTime.fromObject(
      {
        year: date.getUTCFullYear(),
        month: date.getUTCMonth() + 1,
        day: date.getUTCDate(),
      },
      { zone },
    )
      .startOf('day')
      .toMillis();
    begins.set(day, begin);
  }
  return begin;
}

/** The number of the day that an instant is in. */
function dayOf(instant: number, zone: string): number {
  let day = Math.floor(instant / DAY_MS);
  while (dayBegin(day, zone) > instant) day -= 1;
  while (dayBegin(day + 1, zone) <= instant) day += 1;
  return day;
}

const dayNumber = (year: number, month: number) =>
  Date.UTC(year, month, 1) / DAY_MS;

/** The first day of the day, week, month or quarter that comes so many after that of a day. */
function firstDay(
  day: number,
  grain: Exclude<KpiGrain, 'hour'>,
  after: number,
): number {
  if (grain === 'day') return day + after;
  // The first day of 1970 was a Thursday.
  if (grain === 'week') return day - ((((day + 3) % 7) + 7) % 7) + 7 * after;
  const date = new Date(day * DAY_MS);
  const month = date.getUTCMonth();
  return grain === 'month'
    ? dayNumber(date.getUTCFullYear(), month + after)
    : dayNumber(date.getUTCFullYear(), month - (month % 3) + 3 * after);
}

/** The first instant of the hour, day, week, month or quarter that an instant is in, in a zone. */
export function beginOf(
  instant: number,
  grain: KpiGrain,
  zone: string,
): number {
  return beginAfter(instant, grain, zone, 0);
}

/** The first instant of the one that comes so many after that. */
export function beginAfter(
  instant: number,
  grain: KpiGrain,
  zone: string,
  count = 1,
): number {
  if (grain === 'hour')
    return (Math.floor(instant / HOUR_MS) + count) * HOUR_MS;
  return dayBegin(firstDay(dayOf(instant, zone), grain, count), zone);
}

/**
 * An instant as whoever asks means it: midnight UTC is how a date is written, and stands for the beginning
 * of that date in the zone of the numbers; others are what they are.
 */
export function meantInstant(instant: number, zone: string): number {
  return instant % DAY_MS === 0 ? dayBegin(instant / DAY_MS, zone) : instant;
}

/** The first instant at or after one at which a day, month… begins. */
export function nextBegin(
  instant: number,
  grain: KpiGrain,
  zone: string,
): number {
  const begin = beginOf(instant, grain, zone);
  return begin === instant ? begin : beginAfter(instant, grain, zone);
}

/**
 * The hours, days, weeks, months or quarters of a period, without gaps. The first and the last may be
 * parts of one.
 */
export function pointsOf(
  { from, to }: Period,
  grain: KpiGrain,
  zone: string,
): Period[] {
  const points: Period[] = [];
  let begin = from;
  while (begin < to) {
    const end = Math.min(beginAfter(begin, grain, zone), to);
    points.push({ from: begin, to: end });
    begin = end;
  }
  return points;
}

/** What is wrong with a period, in a sentence, or undefined. */
export function kpiPeriodFault(
  { from, to }: Period,
  grain?: KpiGrain,
): string | undefined {
  if (from >= to) return 'from: must be before the end of the period, `to`';
  if (to - from < SHORTEST_KPI_PERIOD_MS)
    return 'from: must be at least an hour before the end of the period; a shorter one says nothing';
  if (to - from > LONGEST_KPI_PERIOD_MS)
    return 'from: must be at most ten years before the end of the period; ask for the years one by one';
  if (grain === undefined) return undefined;
  const points = Math.ceil((to - from) / LENGTH[grain]);
  if (points <= MOST_KPI_POINTS) return undefined;
  const longer = (['day', 'week', 'month'] as const).find(
    g => (to - from) / LENGTH[g] <= MOST_KPI_POINTS,
  );
  return `grain: the period has ${points} ${grain}s, at most ${MOST_KPI_POINTS} are told; ask by ${longer}`;
}

/** The period of the same length before, or the same one a year ago, by the calendar of a zone. */
export function comparedPeriod(
  { from, to }: Period,
  compare: 'before' | 'year',
  zone: string,
): Period {
  const a = DateTime.fromMillis(from, { zone });
  const b = DateTime.fromMillis(to, { zone });
  if (compare === 'year')
    return {
      from: a.minus({ years: 1 }).toMillis(),
      to: b.minus({ years: 1 }).toMillis(),
    };
  for (const unit of ['months', 'days'] as const) {
    const length = b.diff(a, unit)[unit];
    if (length >= 1 && Number.isInteger(length))
      return { from: a.minus({ [unit]: length }).toMillis(), to: from };
  }
  return { from: from - (to - from), to: from };
}
