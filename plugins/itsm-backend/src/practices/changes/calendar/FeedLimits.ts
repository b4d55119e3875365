import type { Clock } from '@callboard/plugin-itsm-node';
import { TooManyRequestsError } from './feedErrors';

const MINUTE_MS = 60_000;
/** Calendar programs ask every few minutes at most; people who try it out a few times in a row. */
const MOST_A_MINUTE = 20;
const MOST_REMEMBERED = 20_000;

/**
 * Counts how often each address is fetched in a minute, in this backend. Addresses that are none are
 * counted too; to find one by trying would take longer than there is time.
 */
export class FeedLimits {
  #minute = 0;
  readonly #fetched = new Map<string, number>();

  constructor(private readonly clock: Clock) {}

  /** @throws TooManyRequestsError if it is one too many */
  take(address: string): void {
    const minute = Math.floor(this.clock.now() / MINUTE_MS);
    if (minute !== this.#minute || this.#fetched.size >= MOST_REMEMBERED) {
      this.#minute = minute;
      this.#fetched.clear();
    }
    const times = (this.#fetched.get(address) ?? 0) + 1;
    this.#fetched.set(address, times);
    if (times > MOST_A_MINUTE) {
      throw new TooManyRequestsError(
        'This calendar is fetched too often; try again in a minute, and let your program fetch it every 15 minutes or less often',
      );
    }
  }
}
