import type { Clock } from '@callboard/plugin-itsm-node';
import { TooManyRequestsError } from './linkErrors';

const MINUTE_MS = 60_000;
/** People click a few times; what looks at links in mails, a few times more. */
const MOST_A_MINUTE = 30;
/** Links that are none, from one address. Nobody finds one by trying: it is to keep them from work. */
const MOST_FORGED_A_MINUTE = 60;
const MOST_REMEMBERED = 20_000;

/** Counts how often links are used in a minute, in this backend. */
export class LinkLimits {
  #minute = 0;
  readonly #used = new Map<string, number>();

  constructor(private readonly clock: Clock) {}

  /** @throws TooManyRequestsError if a link is used once too often */
  link(id: string): void {
    this.#take(`link ${id}`, MOST_A_MINUTE);
  }

  /** @throws TooManyRequestsError if an address tried too many links that are none */
  forged(address: string): void {
    this.#take(`from ${address}`, MOST_FORGED_A_MINUTE);
  }

  #take(key: string, most: number): void {
    const minute = Math.floor(this.clock.now() / MINUTE_MS);
    if (minute !== this.#minute || this.#used.size >= MOST_REMEMBERED) {
      this.#minute = minute;
      this.#used.clear();
    }
    const times = (this.#used.get(key) ?? 0) + 1;
    this.#used.set(key, times);
    if (times > most) {
      throw new TooManyRequestsError(
        'This was tried too often. Please wait a minute and try again.',
      );
    }
  }
}
