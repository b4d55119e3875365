import { Zone } from '../../service-levels/workingTime/zone';
import {
  instantOfLocal,
  localOfInstant,
  readLocalTime,
  writeLocalTime,
} from './localTime';
import { readWindowLength, type WindowOccurrence } from './model';
import { readRule, RuleTimes, type Until } from './rule';
import type { WindowBody } from './schema';

const DAY_MS = 86_400_000;
/** Zones are at most 14 hours ahead and 12 behind: local times and instants differ by no more. */
const ZONES_MS = 15 * 3_600_000;

/** The longest time that is asked about at once. */
export const LONGEST_ASKED_MS = 10 * 366 * DAY_MS;

/** What of a window decides when it is. */
export type WindowTimes = Pick<
  WindowBody,
  'timezone' | 'start' | 'duration' | 'rrule'
>;

/** A window with the key of its definition. */
export interface KeyedWindow {
  key: string;
  body: WindowTimes & Pick<WindowBody, 'title' | 'kind'>;
}

/** When a window is, once. Instants are milliseconds since the epoch. */
export interface WindowTime {
  /** The local time at which it begins by the rule. */
  begins: string;
  startsAt: number;
  /** The first instant after it. */
  endsAt: number;
}

/**
 * When a window is: a local time in its zone, how long, and a rule by which it comes again.
 *
 * The rule gives local times, so a window at 22:00 is at 22:00 in summer and in winter. What a local
 * time means where clocks are changed is as RFC 5545 has it:
 *
 * - One that comes twice is the first of the two.
 * - One that does not come is read by the clock as it was before: 02:30 becomes 03:30, as long after
 *   the last minute that there was.
 * - Days and weeks of a duration are days of the calendar, by the same two rules and counted from the
 *   local time as it is written: `1d` from 18:00 is up to 18:00, whether that is 23, 24 or 25 hours,
 *   and a window of one day each day has neither gap nor overlap. Hours and minutes are exact time on
 *   top of it: `4h` are four hours, whatever the wall shows at their end.
 * - Times that become the same instant are one. A window that ends when it begins is none.
 *
 * `UNTIL` is the last local time that may be a begin, or an instant if it ends with Z; a date is meant
 * whole. The first begin is the first one by the rule, at the start or later. To find what goes on at
 * an instant, looking back by the duration is enough; so the work depends on the time asked about, and
 * not on how far it is from the start.
 */
export class WindowSchedule {
  readonly #zone: Zone;
  readonly #start: number;
  readonly #days: number;
  readonly #exact: number;
  readonly #times?: RuleTimes;
  readonly #until?: Until;

  /** @throws RangeError for what the schema refuses */
  constructor({ timezone, start, duration, rrule }: WindowTimes) {
    const length = readWindowLength(duration);
    const local = readLocalTime(start);
    const read = rrule === undefined ? undefined : readRule(rrule);
    if (!length || local === undefined || read?.fault !== undefined)
      throw new RangeError('This window was not checked');
    this.#zone = new Zone(timezone);
    this.#start = local;
    this.#days = length.days * DAY_MS;
    this.#exact = length.exact;
    if (read?.rule) {
      this.#times = new RuleTimes(local, read.rule);
      this.#until = read.rule.until;
    }
  }

  /**
   * The times that overlap a span of instants, in order.
   *
   * @throws RangeError if the span is longer than {@link LONGEST_ASKED_MS}
   */
  between(from: number, to: number): WindowTime[] {
    if (to <= from) return [];
    if (to - from > LONGEST_ASKED_MS)
      throw new RangeError('At most ten years are asked about at once');
    // Ends and begins are off by what zones are, and by a change of clocks on the way.
    const back = this.#days + this.#exact + DAY_MS + ZONES_MS;
    const found = this.#begins(from - back, to + ZONES_MS)
      .map(local => this.#timeAt(local))
      .filter(
        ({ startsAt, endsAt }) =>
          startsAt < endsAt && startsAt < to && endsAt > from,
      )
      .sort((a, b) => a.startsAt - b.startsAt);
    return found.filter(
      ({ startsAt }, i) => i === 0 || startsAt !== found[i - 1].startsAt,
    );
  }

  /**
   * The next times that are not over at an instant, in order. It is looked for them in ever longer
   * spans, and no more than sixty years ahead.
   */
  next(from: number, count: number): WindowTime[] {
    const found: WindowTime[] = [];
    let at = from;
    for (const days of [40, 400, 3_600, 3_600, 3_600, 3_600, 3_600, 3_600]) {
      const end = at + days * DAY_MS;
      for (const time of this.between(at, end)) {
        // What goes on across the border of two spans is in both.
        const known = found[found.length - 1]?.startsAt;
        if (known === undefined || time.startsAt > known) found.push(time);
        if (found.length === count) return found;
      }
      if (!this.#times) return found;
      at = end;
    }
    return found;
  }

  #begins(from: number, to: number): number[] {
    if (!this.#times)
      return this.#start >= from && this.#start <= to ? [this.#start] : [];
    const until = this.#until;
    if (!until) return this.#times.between(from, to);
    // No further than it goes: nothing is looked for behind the end.
    const last =
      'local' in until
        ? until.local
        : localOfInstant(this.#zone, until.instant) + DAY_MS;
    return this.#times
      .between(from, Math.min(to, last))
      .filter(
        local =>
          'local' in until ||
          instantOfLocal(this.#zone, local) <= until.instant,
      );
  }

  #timeAt(local: number): WindowTime {
    const startsAt = instantOfLocal(this.#zone, local);
    const nominal =
      this.#days === 0
        ? startsAt
        : instantOfLocal(this.#zone, local + this.#days);
    return {
      begins: writeLocalTime(local),
      startsAt,
      endsAt: nominal + this.#exact,
    };
  }
}

/** A year of a window; whoever asks about a month asks about the next one too. */
const KEPT_SPAN_MS = 366 * DAY_MS;
/** Years that are kept of one window. */
const MOST_KEPT_SPANS = 8;

interface KeptWindow {
  schedule: WindowSchedule;
  spans: Map<number, WindowTime[]>;
}

/** By body: those of definitions stay the same object until they change. */
const kept = new WeakMap<WindowTimes, KeptWindow>();

function keptOf(body: WindowTimes): KeptWindow {
  let known = kept.get(body);
  if (!known) {
    known = { schedule: new WindowSchedule(body), spans: new Map() };
    kept.set(body, known);
  }
  return known;
}

/** When a window is, see {@link WindowSchedule}. Years that were asked about are kept. */
export function timesOf(
  body: WindowTimes,
  from: number,
  to: number,
): WindowTime[] {
  const { schedule, spans } = keptOf(body);
  const first = Math.floor(from / KEPT_SPAN_MS);
  const last = Math.floor((to - 1) / KEPT_SPAN_MS);
  // Long spans are asked once; to keep them would push out all others.
  if (last - first >= MOST_KEPT_SPANS / 2) return schedule.between(from, to);
  const found: WindowTime[] = [];
  for (let span = first; span <= last; span += 1) {
    let times = spans.get(span);
    if (!times) {
      if (spans.size >= MOST_KEPT_SPANS) spans.clear();
      times = schedule.between(span * KEPT_SPAN_MS, (span + 1) * KEPT_SPAN_MS);
      spans.set(span, times);
    }
    for (const time of times) {
      const known = found[found.length - 1]?.startsAt;
      if (
        time.startsAt < to &&
        time.endsAt > from &&
        (known === undefined || time.startsAt > known)
      )
        found.push(time);
    }
  }
  return found;
}

/** The next times of a window that are not over at an instant. */
export function nextTimesOf(
  body: WindowTimes,
  from: number,
  count: number,
): WindowTime[] {
  return keptOf(body).schedule.next(from, count);
}

/**
 * The occurrences of windows that overlap a span of instants, by their begin, then key. A pure function of
 * its arguments; see {@link WindowSchedule} for what an occurrence is.
 *
 * @throws RangeError if the span is longer than {@link LONGEST_ASKED_MS}
 */
export function occurrencesOf(
  windows: readonly KeyedWindow[],
  from: number,
  to: number,
): WindowOccurrence[] {
  return windows
    .flatMap(({ key, body }) =>
      timesOf(body, from, to).map(time => ({
        key,
        title: body.title,
        kind: body.kind,
        ...time,
      })),
    )
    .sort((a, b) => a.startsAt - b.startsAt || (a.key < b.key ? -1 : 1));
}

/** What the clock on the wall of a window's zone shows at an instant, e.g. `2026-12-20T18:00`. */
export function localTimeIn(timezone: string, instant: number): string {
  return writeLocalTime(localOfInstant(new Zone(timezone), instant));
}
