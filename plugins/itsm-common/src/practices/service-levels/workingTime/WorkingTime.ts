import { readSpans, WEEKDAYS, type WorkingHours } from './hours';
import { Zone } from './zone';

const DAY_MS = 86_400_000;
/** Years that can be reckoned with. What lies outside has no working time. */
const FIRST_YEAR = 1900;
const LAST_YEAR = 2200;
const FIRST = Date.UTC(FIRST_YEAR, 0);
const END = Date.UTC(LAST_YEAR + 1, 0);

const clamp = (instant: number) => Math.min(Math.max(instant, FIRST), END - 1);
const yearOf = (instant: number) => new Date(instant).getUTCFullYear();

/** A stretch of working time; `to` is the first instant that is no more in it. */
export interface WorkingSpan {
  from: number;
  to: number;
}

/** The working time of a year (UTC). */
interface Year {
  /** Stretches in order; those that touch are one. */
  from: Float64Array;
  to: Float64Array;
  /** Working time of the year before each stretch. */
  before: Float64Array;
  total: number;
}

/**
 * Working time: which instants are in it, how much is between two, and when so much will have passed.
 * Instants are milliseconds since the epoch, durations milliseconds.
 *
 * What it is:
 *
 * - An instant is working time if the clock on the wall, in the calendar's zone, shows a time that is
 *   in a span of the date it shows. Nothing else counts. So where clocks are put forward, the hour
 *   that is skipped is not there to be worked; where they are put back, the hour that comes twice is
 *   worked twice; and a date that a zone left out (Apia, 30 December 2011) has no time at all.
 * - A date that is in `days` has the spans that stand there, whatever its weekday is.
 * - `between(a, b)` is the measure of the working instants from a on and up to b, without b; negative
 *   if b is earlier. It adds up: between(a, b) + between(b, c) = between(a, c).
 * - `add(a, d)` is the earliest instant by which d has passed since a; with a negative d, the latest
 *   from which on it has passed until a. What ends with a working day ends then, not the next morning.
 *   Nothing passes in no time: add(a, 0) = a.
 * - Before 1900 and after 2200 nobody works. Where so much never passes, `add` is undefined.
 *
 * Each year is reckoned once, when it is first needed (some 2 ms), and then found by its number and a
 * binary search: how far apart two instants are makes no difference to what a question costs, but for
 * one addition a year. One object serves one version of a calendar; keep it.
 */
export class WorkingTime {
  readonly #zone: Zone;
  readonly #week: { from: number; to: number }[][];
  readonly #days: ReadonlyMap<string, { from: number; to: number }[]>;
  readonly #years = new Map<number, Year>();

  /** @throws RangeError if there is no such time zone */
  constructor(hours: WorkingHours) {
    this.#zone = new Zone(hours.timeZone);
    this.#week = WEEKDAYS.map(day => readSpans(hours.week[day] ?? []));
    this.#days = new Map(
      Object.entries(hours.days ?? {}).map(([date, spans]) => [
        date,
        readSpans(spans),
      ]),
    );
  }

  /** Whether an instant is working time. */
  includes(instant: number): boolean {
    return this.between(instant, instant + 1) > 0;
  }

  /** Working time from one instant to another. */
  between(a: number, b: number): number {
    // Not with a minus: minus zero is not equal to zero for everybody.
    if (b < a) return 0 - this.between(b, a);
    const from = clamp(a);
    const to = clamp(b);
    const first = yearOf(from);
    const last = yearOf(to);
    let sum = this.#passed(last, to) - this.#passed(first, from);
    for (let year = first; year < last; year += 1)
      sum += this.#year(year).total;
    return sum;
  }

  /** The instant by which so much working time has passed; undefined if it never does. */
  add(instant: number, duration: number): number | undefined {
    if (duration === 0) return instant;
    return duration > 0
      ? this.#forward(clamp(instant), duration)
      : this.#back(clamp(instant), -duration);
  }

  /** The first instant from one on that is working time; undefined if there is none. */
  nextStart(instant: number): number | undefined {
    const passed = this.add(instant, 1);
    return passed === undefined ? undefined : passed - 1;
  }

  /** The stretches of working time between two instants, cut off there. */
  *spans(a: number, b: number): Generator<WorkingSpan> {
    const end = clamp(b);
    let open: WorkingSpan | undefined;
    for (let year = yearOf(clamp(a)); year <= yearOf(end); year += 1) {
      const { from, to } = this.#year(year);
      for (let i = firstAfter(to, clamp(a)); i < from.length; i += 1) {
        if (from[i] >= end) break;
        const span = { from: Math.max(from[i], a), to: Math.min(to[i], end) };
        // New Year's Eve is no end of work where nobody stops.
        if (open && open.to === span.from) open.to = span.to;
        else {
          if (open) yield open;
          open = span;
        }
      }
    }
    if (open && open.to > open.from) yield open;
  }

  #forward(instant: number, duration: number): number | undefined {
    const first = yearOf(instant);
    let left = duration + this.#passed(first, instant);
    for (let year = first; year <= LAST_YEAR; year += 1) {
      const { from, before, total } = this.#year(year);
      if (left <= total) {
        // The last stretch that began before so much had passed.
        const i = firstAtLeast(before, left) - 1;
        return from[i] + (left - before[i]);
      }
      left -= total;
    }
    return undefined;
  }

  #back(instant: number, duration: number): number | undefined {
    const first = yearOf(instant);
    let left = duration - this.#passed(first, instant);
    if (left <= 0) return this.#latest(first, -left);
    for (let year = first - 1; year >= FIRST_YEAR; year -= 1) {
      const { total } = this.#year(year);
      if (left <= total) return this.#latest(year, total - left);
      left -= total;
    }
    return undefined;
  }

  /** The latest instant of a year by which no more than so much of it has passed. */
  #latest(number: number, passed: number): number {
    const { from, before } = this.#year(number);
    const i = firstAfter(before, passed) - 1;
    return from[i] + (passed - before[i]);
  }

  /** Working time of a year up to an instant of it. */
  #passed(number: number, instant: number): number {
    const { from, to, before } = this.#year(number);
    const i = firstAfter(from, instant) - 1;
    if (i < 0) return 0;
    return before[i] + Math.min(instant, to[i]) - from[i];
  }

  #year(number: number): Year {
    let year = this.#years.get(number);
    if (!year) {
      year = this.#reckon(number);
      this.#years.set(number, year);
    }
    return year;
  }

  #reckon(number: number): Year {
    const from: number[] = [];
    const to: number[] = [];
    const begin = Date.UTC(number, 0);
    const end = Date.UTC(number + 1, 0);
    for (const regime of this.#zone.regimes(begin, end)) {
      // In a regime the clock on the wall is UTC moved by a constant: its dates are found like those.
      const first = Math.floor((regime.from + regime.ahead) / DAY_MS);
      const last = Math.floor((regime.to - 1 + regime.ahead) / DAY_MS);
      for (let day = first; day <= last; day += 1) {
        const midnight = day * DAY_MS - regime.ahead;
        for (const span of this.#spansOf(day)) {
          const start = Math.max(midnight + span.from, regime.from);
          const stop = Math.min(midnight + span.to, regime.to);
          if (stop <= start) continue;
          if (to.length > 0 && to[to.length - 1] === start)
            to[to.length - 1] = stop;
          else {
            from.push(start);
            to.push(stop);
          }
        }
      }
    }
    const before = new Float64Array(from.length);
    let total = 0;
    from.forEach((start, i) => {
      before[i] = total;
      total += to[i] - start;
    });
    return {
      from: Float64Array.from(from),
      to: Float64Array.from(to),
      before,
      total,
    };
  }

  /** Spans of a date, which is given as days since 1970-01-01. */
  #spansOf(day: number): { from: number; to: number }[] {
    if (this.#days.size > 0) {
      const date = new Date(day * DAY_MS).toISOString().slice(0, 10);
      const own = this.#days.get(date);
      if (own) return own;
    }
    // 1970-01-01 was a Thursday.
    return this.#week[(((day + 3) % 7) + 7) % 7];
  }
}

/** The first place whose value is more than one given. */
function firstAfter(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The first place whose value is not less than one given. */
function firstAtLeast(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] >= value) high = middle;
    else low = middle + 1;
  }
  return low;
}
