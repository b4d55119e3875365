import { DateTime } from 'luxon';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MINUTE_MS = 60_000;

/** Where an instant is in the calendar of a zone. */
export interface Place {
  /** The first instant of its month. */
  month: number;
  /** Of the month, from 1 on. */
  day: number;
}

/**
 * The calendar of a time zone, quick enough for every fact: most days of a zone have one offset from
 * UTC, and with it a date is arithmetic.
 */
export class ZoneCalendar {
  /** By the day of UTC: minutes ahead, or none where the clocks are changed on it. */
  readonly #offsets = new Map<number, number | undefined>();
  /** First instants of months, by the number of the month. */
  readonly #months = new Map<number, number>();

  /** The first instant of the month after, by the one of the month. */
  readonly #next = new Map<number, number>();
  /** First instants of days, by the first instant of their month. */
  readonly #days = new Map<number, number[]>();

  constructor(readonly zone: string) {}

  place(instant: number): Place {
    const day = Math.floor(instant / DAY_MS);
    const offset = this.#offsetOn(day);
    if (offset === undefined) {
      const local = DateTime.fromMillis(instant, { zone: this.zone });
      return {
        month: this.#begin(local.year, local.month - 1),
        day: local.day,
      };
    }
    const local = new Date(instant + offset * MINUTE_MS);
    return {
      month: this.#begin(local.getUTCFullYear(), local.getUTCMonth()),
      day: local.getUTCDate(),
    };
  }

  /** The first instant of the month after the one that begins then. */
  nextMonth(month: number): number {
    const known = this.#next.get(month);
    if (known !== undefined) return known;
    const { year, month: m } = DateTime.fromMillis(month, { zone: this.zone });
    const next = this.#begin(year, m);
    this.#next.set(month, next);
    return next;
  }

  /** The first instant of a day of the month that begins then. */
  dayOf(month: number, day: number): number {
    let days = this.#days.get(month);
    if (!days) this.#days.set(month, (days = []));
    days[day] ??= DateTime.fromMillis(month, { zone: this.zone })
      .plus({ days: day - 1 })
      .startOf('day')
      .toMillis();
    return days[day];
  }

  #offsetOn(day: number): number | undefined {
    if (this.#offsets.has(day)) return this.#offsets.get(day);
    const offsetAt = (instant: number) =>
      DateTime.fromMillis(instant, { zone: this.zone }).offset;
    const before = offsetAt(day * DAY_MS);
    const offset = before === offsetAt((day + 1) * DAY_MS) ? before : undefined;
    this.#offsets.set(day, offset);
    return offset;
  }

  /** @param month - from 0 on; 12 is the January after */
  #begin(year: number, month: number): number {
    const number = year * 12 + month;
    const known = this.#months.get(number);
    if (known !== undefined) return known;
    const begin = DateTime.fromObject(
      { year: Math.floor(number / 12), month: (number % 12) + 1 },
      { zone: this.zone },
    )
      .startOf('month')
      .toMillis();
    this.#months.set(number, begin);
    return begin;
  }
}

/** The hour of a month that an instant is in, from 0 on: hours are those of UTC. */
export function hourOf(month: number, instant: number): number {
  return Math.floor(instant / HOUR_MS) - Math.floor(month / HOUR_MS);
}

/** The first instant of an hour of a month. */
export function hourAt(month: number, hour: number): number {
  return (Math.floor(month / HOUR_MS) + hour) * HOUR_MS;
}
