/** A generator of numbers that gives the same ones on every run. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A number from 0 up to, and without, 1: Mulberry32 of Tommy Ettinger, public domain. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number below the limit. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  /** One of the values. */
  pick<T>(values: readonly T[]): T {
    return values[this.below(values.length)];
  }

  /** A UUIDv7 of the instant (RFC 9562), in milliseconds since the epoch. */
  uuid(instant: number): string {
    const hex = (n: number, digits: number) =>
      n.toString(16).padStart(digits, '0');
    const time = hex(instant, 12);
    const variant = hex(0x8000 + this.below(0x4000), 4);
    return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(
      this.below(0x1000),
      3,
    )}-${variant}-${hex(this.below(2 ** 24), 6)}${hex(this.below(2 ** 24), 6)}`;
  }
}
