import { IANAZone } from 'luxon';

const DAY_MS = 86_400_000;

/** A time in which a zone is so far ahead of UTC all along. */
export interface Regime {
  /** First instant. */
  from: number;
  /** First instant that is no more in it. */
  to: number;
  /** Milliseconds that the clock on the wall is ahead of UTC. */
  ahead: number;
}

/** Whether there is a time zone of that name. */
export function isTimeZone(name: string): boolean {
  return IANAZone.isValidZone(name);
}

/** Reads from the time zone database when the clocks of a zone were, or will be, changed. */
export class Zone {
  readonly #zone: IANAZone;

  /** @throws RangeError if there is no such zone */
  constructor(readonly name: string) {
    if (!isTimeZone(name)) throw new RangeError(`There is no zone "${name}"`);
    this.#zone = IANAZone.create(name);
  }

  /** Milliseconds that the clock on the wall is ahead of UTC at an instant. */
  ahead(instant: number): number {
    return Math.round(this.#zone.offset(instant) * 60_000);
  }

  /**
   * The regimes of a time, in order and without gaps. A zone is looked at once a day, and where it
   * changed within one, halved down to the millisecond: no zone ever changed its clocks forth and
   * back within a day.
   */
  regimes(from: number, to: number): Regime[] {
    const regimes: Regime[] = [];
    let begin = from;
    let ahead = this.ahead(from);
    for (let day = from; day < to; day += DAY_MS) {
      const next = Math.min(day + DAY_MS, to);
      const then = this.ahead(next);
      if (then === ahead) continue;
      let before = day;
      let after = next;
      while (after - before > 1) {
        const middle = Math.floor((before + after) / 2);
        if (this.ahead(middle) === ahead) before = middle;
        else after = middle;
      }
      regimes.push({ from: begin, to: after, ahead });
      begin = after;
      ahead = then;
    }
    if (begin < to) regimes.push({ from: begin, to, ahead });
    return regimes;
  }
}
