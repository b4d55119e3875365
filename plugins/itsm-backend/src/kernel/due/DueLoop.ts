import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Clock } from '@callboard/plugin-itsm-node';
import { WakeUp } from '../WakeUp';
import type { Attempt } from './Attempt';
import type { DueTaker, Mode } from './DueTaker';

/** The longest sleep: the safety net for what other backends scheduled, and for clocks that jump. */
const LONGEST_SLEEP = 5_000;
/** While another backend handles all that is due: how soon it is seen that that backend died. */
const BUSY_SLEEP = 250;
const AFTER_TROUBLE = 1_000;
/** What is taken later than this is probably followed by more. */
const LATE = 50;

/** Takes what is due of one mode, a limited number at a time, and sleeps in between. */
export class DueLoop {
  readonly #wakeUp = new WakeUp();
  readonly #running = new Set<Promise<void>>();
  /** When the present sleep ends by itself; undefined while it looks. */
  #asleepUntil?: number;
  #stopping = false;

  constructor(
    readonly mode: Mode,
    private readonly limit: number,
    private readonly deps: {
      taker: DueTaker;
      clock: Clock;
      logger: LoggerService;
    },
  ) {}

  /** Ends once what runs has ended; nothing new is taken. */
  stop(): void {
    this.#stopping = true;
    this.#wakeUp.ring();
  }

  /**
   * Looks again, unless it does so by itself before that instant anyway.
   *
   * @param dueAt - milliseconds since the epoch; without it, it looks now
   */
  nudge(dueAt: number = -Infinity): void {
    if (this.#asleepUntil === undefined || dueAt < this.#asleepUntil)
      this.#wakeUp.ring();
  }

  async #sleep(pause: number): Promise<void> {
    this.#asleepUntil = this.deps.clock.now() + pause;
    await this.#wakeUp.sleep(pause);
    this.#asleepUntil = undefined;
  }

  /** Runs until it is stopped. Never throws. */
  async run(): Promise<void> {
    let away = false;
    while (!this.#stopping) {
      try {
        const pause = await this.#turn();
        away = false;
        if (pause > 0) await this.#sleep(pause);
      } catch (error) {
        if (!away) {
          this.deps.logger.warn(
            'Due work waits for the database and goes on when it is back',
            error as Error,
          );
        }
        away = true;
        await this.#wakeUp.sleep(AFTER_TROUBLE);
      }
    }
    await Promise.all(this.#running);
  }

  /** Takes one item, if there is one. @returns how long there is nothing more to be taken */
  async #turn(): Promise<number> {
    if (this.#running.size >= this.limit) return LONGEST_SLEEP;
    const looked = this.deps.clock.now();
    const attempt = await this.deps.taker.take(this.mode);
    if (attempt) {
      this.#begin(attempt);
      // Asking whether there is more costs as much as taking it.
      if (looked - attempt.item.dueAt > LATE) return 0;
    }
    const next = await this.#until();
    // What was due when it was looked for, and yet not to be had, another backend handles.
    const others = !attempt && next.at <= looked;
    if (!others) return next.pause;
    const later = await this.#until(looked);
    return Math.min(later.pause, BUSY_SLEEP);
  }

  /** How long until the next item can be taken, of those that are due after an instant. */
  async #until(after?: number): Promise<{ at: number; pause: number }> {
    const at = (await this.deps.taker.nextAt(this.mode, after)) ?? Infinity;
    const wait = Math.max(0, at - this.deps.clock.now());
    return { at, pause: Math.min(wait, LONGEST_SLEEP) };
  }

  #begin(attempt: Attempt): void {
    const run = this.deps.taker.run(attempt).then(() => {
      const full = this.#running.size >= this.limit;
      this.#running.delete(run);
      // Else nobody waited for it to end.
      if (full || attempt.item.lane || attempt.handler.atOnce)
        this.#wakeUp.ring();
    });
    this.#running.add(run);
  }
}
