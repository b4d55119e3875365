import {
  NO_TALLY,
  addTallies,
  tallyOf,
  type Budgeting,
  type MeasuredHour,
  type MeasuredMinute,
  type Tally,
} from './errorBudget';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const FIELDS = ['good', 'total', 'minutes', 'slices', 'badSlices'] as const;

const hourOf = (at: number) => Math.floor(at / HOUR) * HOUR;

/** The first of sorted items that is not before an instant. */
function firstFrom(sorted: readonly { at: number }[], at: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle].at < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * What was measured, by hours and, at the ends of what is asked, by minutes. To add up a time costs
 * two look-ups and at most two hours of minutes, however long it is.
 *
 * Minutes are kept for some days only: before that, a time begins and ends on the hour, at or before
 * the instant that is asked for. With time slices a time begins and ends with a slice likewise, so that
 * one that is not over yet does not count; a time that is shorter than a slice is the last slice.
 */
export class Measurements {
  /** Sums of all hours before each. */
  readonly #before: Tally[];

  /**
   * @param hours - in order; hours in which nothing was measured may be missing
   * @param minutes - in order, of the hours at whose inside a time may begin or end
   * @param minutesFrom - minutes of earlier hours are not kept; must be a full hour
   */
  constructor(
    private readonly budgeting: Budgeting,
    private readonly hours: readonly MeasuredHour[],
    private readonly minutes: readonly MeasuredMinute[],
    private readonly minutesFrom: number,
  ) {
    let sum = NO_TALLY;
    this.#before = [sum];
    for (const hour of hours) {
      sum = addTallies(sum, hour);
      this.#before.push(sum);
    }
  }

  /** Where a time that is asked for begins and ends; see the comment of the class. */
  bounds(from: number, to: number): { from: number; to: number } {
    const slice = (this.budgeting.sliceMinutes ?? 1) * MINUTE;
    const fit = (at: number) =>
      at < this.minutesFrom ? hourOf(at) : Math.floor(at / slice) * slice;
    const end = fit(to);
    const begin = Math.min(fit(from), end - (to > from ? slice : 0));
    return { from: begin < this.minutesFrom ? hourOf(begin) : begin, to: end };
  }

  /** What was measured from an instant on, before another. */
  between(from: number, to: number): Tally {
    const asked = this.bounds(from, to);
    const firstHour = Math.ceil(asked.from / HOUR) * HOUR;
    const lastHour = hourOf(asked.to);
    if (firstHour > lastHour) return this.#minutes(asked.from, asked.to);
    const whole = this.#hours(firstHour, lastHour);
    return addTallies(
      addTallies(this.#minutes(asked.from, firstHour), whole),
      this.#minutes(lastHour, asked.to),
    );
  }

  #hours(from: number, to: number): Tally {
    const first = this.#before[firstFrom(this.hours, from)];
    const last = this.#before[firstFrom(this.hours, to)];
    return Object.fromEntries(
      FIELDS.map(name => [name, last[name] - first[name]]),
    ) as unknown as Tally;
  }

  #minutes(from: number, to: number): Tally {
    if (from >= to) return NO_TALLY;
    return tallyOf(
      this.minutes.slice(
        firstFrom(this.minutes, from),
        firstFrom(this.minutes, to),
      ),
      this.budgeting,
    );
  }
}

/** Adds minutes up by hours. */
export function measuredHours(
  minutes: readonly MeasuredMinute[],
  budgeting: Budgeting,
): MeasuredHour[] {
  const hours: MeasuredHour[] = [];
  let first = 0;
  while (first < minutes.length) {
    const at = hourOf(minutes[first].at);
    const next = firstFrom(minutes, at + HOUR);
    hours.push({ at, ...tallyOf(minutes.slice(first, next), budgeting) });
    first = next;
  }
  return hours;
}
