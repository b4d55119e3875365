import type { DueHandler } from '@callboard/plugin-itsm-node';
import { v4 as uuidv4 } from 'uuid';
import { isPostgres } from '../database';
import { Attempt, type AttemptTools, type Hold } from './Attempt';
import type { Ready } from './readyQuery';

/** `once` for effects in our database, `leased` for what leaves the system. */
export type Mode = 'once' | 'leased';

const LEASE = 60_000;

/** Takes items that are due, and hands them to their handlers; see {@link DueWorker}. */
export class DueTaker {
  readonly #handlers = new Map<string, DueHandler>();
  /** What this backend handles; on SQLite nothing else says so. */
  readonly #busy = new Set<string>();
  /** How many of a kind this backend handles. */
  readonly #running = new Map<string, number>();

  constructor(private readonly tools: AttemptTools) {}

  /** @throws Error if a kind has a handler already */
  register(handlers: readonly DueHandler[]): void {
    for (const handler of handlers) {
      if (this.#handlers.has(handler.kind)) {
        throw new Error(`Due work of kind ${handler.kind} has two handlers`);
      }
      if (handler.atOnce !== undefined && handler.mode !== 'leased') {
        throw new Error(
          `Due work of kind ${handler.kind} happens once: a limit would let other kinds overtake it in its lane`,
        );
      }
      this.#handlers.set(handler.kind, handler);
    }
  }

  get handlers(): ReadonlyMap<string, DueHandler> {
    return this.#handlers;
  }

  #ready(mode: Mode): Ready {
    const handlers = [...this.#handlers.values()];
    const free = ({ kind, atOnce = Infinity }: DueHandler) =>
      (this.#running.get(kind) ?? 0) < atOnce;
    return {
      mode,
      kinds: handlers
        .filter(h => (h.mode ?? 'once') === mode && free(h))
        .map(h => h.kind),
      now: this.tools.clock.now(),
      leaseMs: LEASE,
      busy: [...this.#busy],
    };
  }

  /** When the next item can be taken, of those due after an instant; undefined if none waits. */
  async nextAt(mode: Mode, after?: number): Promise<number | undefined> {
    const ready = this.#ready(mode);
    if (ready.kinds.length === 0) return undefined;
    return this.tools.store.nextAt(ready, after);
  }

  /** An item that is due and that nobody handles, if there is one. It must be run. */
  async take(mode: Mode): Promise<Attempt | undefined> {
    const ready = this.#ready(mode);
    if (ready.kinds.length === 0) return undefined;
    const { store } = this.tools;
    if (mode === 'leased') {
      const token = uuidv4();
      const item = await store.lease(ready, token);
      const lease = { token, milliseconds: LEASE };
      return item && this.#attempt(item, { lease });
    }
    if (!isPostgres(store.knex)) {
      const item = await store.take(store.knex, ready);
      // Another one of this process may have taken it while the database answered.
      if (!item || this.#busy.has(item.id)) return undefined;
      return this.#attempt(item, {});
    }
    const tx = await store.knex.transaction();
    tx.executionPromise.catch(() => {});
    try {
      const item = await store.take(tx, ready);
      if (item) return this.#attempt(item, { tx });
      await tx.rollback();
      return undefined;
    } catch (error) {
      await tx.rollback().catch(() => {});
      throw error;
    }
  }

  #attempt(item: Attempt['item'], hold: Hold): Attempt {
    this.#busy.add(item.id);
    this.#running.set(item.kind, (this.#running.get(item.kind) ?? 0) + 1);
    return new Attempt(item, this.#handlers.get(item.kind)!, this.tools, hold);
  }

  /** Handles what was taken. Never throws. */
  async run(attempt: Attempt): Promise<void> {
    const { id, kind } = attempt.item;
    await attempt.run();
    this.#busy.delete(id);
    this.#running.set(kind, this.#running.get(kind)! - 1);
  }
}
