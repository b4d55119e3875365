import { DateTime, IANAZone } from 'luxon';
import { RRule, rrulestr, type Options } from 'rrule';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** A clock on a wall is never further from UTC than this. */
const FURTHEST_ZONE_MS = 15 * 60 * MINUTE_MS;

const FIRST_YEAR = 2000;
const LAST_YEAR = 2100;

/** Between two meetings of a rule lie at most this many years. */
const LONGEST_PAUSE_YEARS = 5;

/** When a board meets, in the time of its place. */
export interface MeetingRule {
  /** The first meeting as its place's clock shows it, e.g. `2026-01-06T10:00`. */
  start: string;
  /** An RRULE without `DTSTART`, e.g. `FREQ=WEEKLY;BYDAY=TU`. */
  rrule: string;
  timezone: string;
  durationMinutes: number;
}

/** One meeting, in milliseconds since the epoch. */
export interface Meeting {
  startsAt: number;
  endsAt: number;
}

const FREQUENCIES = [
  RRule.YEARLY,
  RRule.MONTHLY,
  RRule.WEEKLY,
  RRule.DAILY,
] as const;

/** The clock on the wall as if it were in UTC: the library reckons so, and knows no zones. */
function wallOf(start: string): Date {
  return DateTime.fromISO(start, { zone: 'utc' }).toJSDate();
}

/**
 * The instant at which the clock of a zone shows a time. A time that is left out when clocks go
 * forward is as much later; of one that comes twice, the first is meant.
 */
function instantOf(wall: Date, zone: string): number {
  const shown = DateTime.fromJSDate(wall, { zone: 'utc' });
  const there = shown.setZone(zone, { keepLocalTime: true });
  const before = there.toMillis() - 2 * 60 * MINUTE_MS;
  const ahead = IANAZone.create(zone).offset(before) * MINUTE_MS;
  const first = wall.getTime() - ahead;
  const again = DateTime.fromMillis(first, { zone });
  return again.hour === shown.hour && again.minute === shown.minute
    ? Math.min(first, there.toMillis())
    : there.toMillis();
}

function readRule({ start, rrule }: Pick<MeetingRule, 'start' | 'rrule'>) {
  return rrulestr(rrule.replace(/^RRULE:/i, ''), {
    dtstart: wallOf(start),
    cache: true,
  }) as RRule;
}

/**
 * What is wrong with a rule, as one sentence; undefined if nothing is. A board meets at most once a
 * day.
 */
export function ruleFault(
  start: string,
  rrule: string,
): { field: 'start' | 'rrule'; message: string } | undefined {
  const begin = DateTime.fromISO(start, { zone: 'utc' });
  if (!begin.isValid)
    return { field: 'start', message: 'is no date and time of the calendar' };
  // Rules are told from their beginning on, day by day.
  if (begin.year < FIRST_YEAR || begin.year > LAST_YEAR) {
    return {
      field: 'start',
      message: `must be within ${FIRST_YEAR} to ${LAST_YEAR}`,
    };
  }
  const fault = (message: string) => ({ field: 'rrule' as const, message });
  if (/DTSTART|TZID|EXDATE|RDATE|\n/i.test(rrule)) {
    return fault(
      'must be one rule such as FREQ=WEEKLY;BYDAY=TU; when it begins stands in start, and where in timezone',
    );
  }
  let options: Partial<Options>;
  try {
    options = RRule.parseString(rrule.replace(/^RRULE:/i, ''));
    readRule({ start, rrule });
  } catch (error) {
    return fault(
      `is no recurrence rule (${
        (error as Error).message
      }); write it as FREQ=WEEKLY;BYDAY=TU`,
    );
  }
  if (!FREQUENCIES.some(frequency => frequency === options.freq)) {
    return fault('must be FREQ=DAILY, WEEKLY, MONTHLY or YEARLY');
  }
  for (const part of ['byhour', 'byminute', 'bysecond'] as const) {
    if (options[part] !== undefined && options[part] !== null) {
      return fault(
        `must not say ${part.toUpperCase()}: the time of day stands in start`,
      );
    }
  }
  if ((options.interval ?? 1) < 1) return fault('must have an INTERVAL from 1');
  return hasMeetings(start, rrule)
    ? undefined
    : fault('names no day that the calendar has: the board would never meet');
}

/**
 * Whether a rule has a meeting at all. A rule that names a 30th of February is looked for to the end
 * of the library's calendar, so that calendar is made short.
 */
function hasMeetings(start: string, rrule: string): boolean {
  const options = RRule.parseString(rrule.replace(/^RRULE:/i, ''));
  const begin = DateTime.fromISO(start, { zone: 'utc' });
  if (options.until && options.until < begin.toJSDate()) return false;
  const late = begin.set({ year: 9940 + (begin.year % 28) });
  const rule = new RRule({
    ...options,
    dtstart: late.toJSDate(),
    until: null,
    count: 1,
    interval: 1,
  });
  return rule.all().length > 0;
}

const kept = new WeakMap<MeetingRule, RRule>();

function ruleOf(body: MeetingRule): RRule {
  const known = kept.get(body);
  if (known) return known;
  const rule = readRule(body);
  kept.set(body, rule);
  return rule;
}

/**
 * The meetings that begin within a time, in order.
 *
 * @param from - first instant
 * @param to - first instant that is no more in it
 */
export function meetingsBetween(
  body: MeetingRule,
  from: number,
  to: number,
): Meeting[] {
  // The library knows walls only: it is asked for somewhat more than any zone can make of it.
  const walls = ruleOf(body).between(
    new Date(from - FURTHEST_ZONE_MS),
    new Date(to + FURTHEST_ZONE_MS),
    true,
  );
  return walls
    .map(wall => {
      const startsAt = instantOf(wall, body.timezone);
      return {
        startsAt,
        endsAt: startsAt + body.durationMinutes * MINUTE_MS,
      };
    })
    .filter(({ startsAt }) => startsAt >= from && startsAt < to);
}

const years = (count: number) => count * 366 * DAY_MS;

/** The first meetings that are not over at an instant, the one that goes on among them. */
export function meetingsFrom(
  body: MeetingRule,
  at: number,
  most: number,
): Meeting[] {
  const begin = at - body.durationMinutes * MINUTE_MS + 1;
  // Most rules have enough of them within months; a look ahead of years is for those that have not.
  for (const reach of [60 * DAY_MS, years(1), years(LONGEST_PAUSE_YEARS)]) {
    const found = meetingsBetween(body, begin, begin + reach);
    if (found.length >= most || reach === years(LONGEST_PAUSE_YEARS))
      return found.slice(0, most);
  }
  return [];
}

/** The last meeting that began before an instant. */
export function meetingBefore(
  body: MeetingRule,
  at: number,
): Meeting | undefined {
  for (const reach of [60 * DAY_MS, years(1), years(LONGEST_PAUSE_YEARS)]) {
    const found = meetingsBetween(body, at - reach, at);
    if (found.length > 0) return found[found.length - 1];
  }
  return undefined;
}

/** The meeting that begins at an instant, or undefined if none does. */
export function meetingAt(
  body: MeetingRule,
  startsAt: number,
): Meeting | undefined {
  return meetingsBetween(body, startsAt, startsAt + 1)[0];
}

/** The first meeting after another one. */
export function meetingAfter(
  body: MeetingRule,
  { startsAt }: Pick<Meeting, 'startsAt'>,
): Meeting | undefined {
  return meetingsFrom(body, startsAt, 3).find(m => m.startsAt > startsAt);
}
