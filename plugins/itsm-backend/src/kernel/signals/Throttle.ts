/** With so many keys at once, further ones are not held back. */
const MOST_KEYS = 10_000;

/**
 * Does something at most once per key and interval: at once the first time, and once more at the
 * end of the interval if it was asked for meanwhile. Nothing is lost: after the last asking there
 * is always a doing.
 */
export class Throttle {
  readonly #waiting = new Map<
    string,
    { timer: NodeJS.Timeout; again?: () => void }
  >();

  /** @param intervalMs - milliseconds between two doings of one key */
  constructor(private readonly intervalMs: number) {}

  ask(key: string, act: () => void): void {
    const waiting = this.#waiting.get(key);
    if (waiting) {
      waiting.again = act;
      return;
    }
    if (this.#waiting.size >= MOST_KEYS) {
      act();
      return;
    }
    const timer = setTimeout(() => this.#over(key), this.intervalMs);
    timer.unref();
    this.#waiting.set(key, { timer });
    act();
  }

  #over(key: string): void {
    const again = this.#waiting.get(key)?.again;
    this.#waiting.delete(key);
    if (again) this.ask(key, again);
  }

  /** Does at once what is still to be done, and forgets everything. */
  flush(): void {
    for (const { timer, again } of this.#waiting.values()) {
      clearTimeout(timer);
      again?.();
    }
    this.#waiting.clear();
  }
}
