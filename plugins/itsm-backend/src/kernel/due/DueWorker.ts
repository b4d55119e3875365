import type {
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import type {
  Clock,
  DueHandler,
  DueWork,
  NewDueItem,
  RecordKernel,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { afterCommit } from '../afterCommit';
import { currentAttempt, type AttemptTools } from './Attempt';
import { CHAIN_MS, depthsOf } from './depth';
import { DueLoop } from './DueLoop';
import { DueStore } from './DueStore';
import { DueTaker, type Mode } from './DueTaker';

const DEFAULT_CONCURRENCY = 4;
const DEFAULT_SENDS = 16;
const DEFAULT_DEPTH = 10;
/** Connections that requests and followers keep, whatever is due. */
const RESERVE = 5;
const LONGEST_STOP = 10_000;

/**
 * Does what is due, in as many backends as run. What it promises:
 *
 * - **Once.** An item of mode `once` ends in the transaction of its effect. On PostgreSQL the
 *   transaction that takes it holds it by an advisory lock: if the backend is killed, nothing has
 *   happened and another backend takes it at once. Nobody waits for that lock, so that a command
 *   that moves the item meanwhile is not held up; the handler's effect is undone then. (A row
 *   lock would be waited for, by commands that hold the record that the handler's command waits
 *   for: a circle.) On SQLite there is one process, and one connection that no handler holds.
 * - **At least once.** An item of mode `leased` is leased for a minute, prolonged while its handler
 *   runs. If the backend is killed, it is handled again when the lease is over, with the same id.
 * - **In order.** Items are taken in the order in which they are due, also after a downtime, as
 *   many at a time as `itsm.dueWork` says. Of a lane one is handled at a time. In mode `once` none
 *   is taken before an earlier one of its lane has happened or failed for the last time; in mode
 *   `leased` one that is tried again lets the others pass.
 * - **Again.** An item whose handler throws is tried again after a growing, spread pause; after
 *   the last attempt it is left as failed, with the error, until an operator retries it.
 * - **Not for ever.** An item that more than `itsm.dueWork.depthLimit` commands of due work led
 *   to, one through the other, fails at once. Depth is counted along `caused_by` in the journal
 *   and through whatever a handler schedules, as long as less than a minute lies between: what
 *   waits longer is a clock, and begins anew.
 * - **On time.** It sleeps until the next item is due or until something is scheduled, and looks
 *   every 5 s anyway. If the clock jumps ahead, what became due happens, in order; if it is set
 *   back, what is not due any more waits, and nothing happens twice.
 * - **Patiently.** If the database is away, nothing is counted as failed; it goes on when the
 *   database is back. When the backend stops, it takes nothing new and lets end what runs.
 *
 * Items of kinds that nobody handles, because their practice is switched off, stay as they are.
 */
export class DueWorker implements DueWork {
  readonly #store: DueStore;
  readonly #tools: AttemptTools;
  readonly #taker: DueTaker;
  readonly #limits: Record<Mode, number>;
  #loops: DueLoop[] = [];
  #ended: Promise<unknown> = Promise.resolve();

  constructor(deps: {
    knex: Knex;
    clock: Clock;
    logger: LoggerService;
    config: RootConfigService;
    changeRecords: RecordKernel['changeRecords'];
  }) {
    const { knex, clock, logger, config, changeRecords } = deps;
    const setting = (key: string, standard: number) => {
      const given = config.getOptionalNumber(`itsm.dueWork.${key}`) ?? standard;
      if (!Number.isInteger(given) || given < 1) {
        throw new Error(
          `itsm.dueWork.${key} is ${given}; it must be a whole number from 1`,
        );
      }
      return given;
    };
    const connections: number = knex.client.pool?.max ?? 10;
    const concurrency = setting('concurrency', DEFAULT_CONCURRENCY);
    this.#limits = {
      once: Math.max(1, Math.min(concurrency, connections - RESERVE)),
      leased: setting('sends', DEFAULT_SENDS),
    };
    this.#store = new DueStore(knex);
    this.#tools = {
      store: this.#store,
      clock,
      logger,
      changeRecords,
      depthLimit: setting('depthLimit', DEFAULT_DEPTH),
    };
    this.#taker = new DueTaker(this.#tools);
  }

  /** @throws Error if a kind has a handler already */
  register(handlers: readonly DueHandler[]): void {
    this.#taker.register(handlers);
  }

  /** What enabled practices do later. */
  get handlers(): ReadonlyMap<string, DueHandler> {
    return this.#taker.handlers;
  }

  async schedule(items: readonly NewDueItem[], executor?: Knex): Promise<void> {
    if (items.length === 0) return;
    const inside = executor ?? this.#store.knex;
    const attempt = currentAttempt.getStore();
    await this.#endCurrent(items, executor);
    const soon = this.#tools.clock.now() + CHAIN_MS;
    const chained = (item: NewDueItem) =>
      item.depth === undefined && item.dueAt < soon;
    const depths = await depthsOf(
      inside,
      items.flatMap(item => (chained(item) ? item.causedBy ?? [] : [])),
      this.#tools.depthLimit + 1,
    );
    const depthOf = (item: NewDueItem) => {
      if (!chained(item)) return item.depth ?? 0;
      const along = depths.get(item.causedBy ?? -1) ?? 0;
      return Math.max(along, attempt ? attempt.item.depth + 1 : 0);
    };
    const placed = items.map(item => {
      const { recordId } = item.payload ?? {};
      const leased = this.handlers.get(item.kind)?.mode === 'leased';
      const standard = leased ? undefined : (recordId as string | undefined);
      return {
        ...item,
        lane: item.lane ?? standard,
        causedBy: item.causedBy ?? attempt?.item.causedBy,
        depth: depthOf(item),
      };
    });
    await this.#store.put(inside, placed);
    const soonest = new Map<Mode, number>();
    for (const { kind, dueAt } of placed) {
      const mode = this.handlers.get(kind)?.mode ?? 'once';
      soonest.set(mode, Math.min(dueAt, soonest.get(mode) ?? Infinity));
    }
    afterCommit(inside, () => {
      for (const loop of this.#loops) {
        const dueAt = soonest.get(loop.mode);
        if (dueAt !== undefined) loop.nudge(dueAt);
      }
    });
  }

  async cancel(
    items: readonly { kind: string; key: string }[],
    executor?: Knex,
  ): Promise<void> {
    await this.#endCurrent(items, executor);
    await this.#store.remove(executor ?? this.#store.knex, items);
  }

  /** A command that moves or takes back the very item that it does ends it thereby. */
  async #endCurrent(
    items: readonly { kind: string; key: string }[],
    executor?: Knex,
  ): Promise<void> {
    const attempt = currentAttempt.getStore();
    if (!attempt || !(executor as Knex.Transaction)?.isTransaction) return;
    const { kind, key } = attempt.item;
    if (items.some(item => item.kind === kind && item.key === key)) {
      await attempt.endIn(executor!);
    }
  }

  /** Looks for what is due now. */
  nudge(): void {
    for (const loop of this.#loops) loop.nudge();
  }

  /** Begins to do what is due. */
  start(): void {
    const deps = { ...this.#tools, taker: this.#taker };
    this.#loops = [
      new DueLoop('once', this.#limits.once, deps),
      new DueLoop('leased', this.#limits.leased, deps),
    ];
    this.#ended = Promise.all(this.#loops.map(loop => loop.run()));
  }

  /** Takes nothing new and lets what runs end, for ten seconds at most. */
  async stop(): Promise<void> {
    for (const loop of this.#loops) loop.stop();
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>(resolve => {
      timer = setTimeout(resolve, LONGEST_STOP);
    });
    await Promise.race([this.#ended, patience]);
    clearTimeout(timer);
  }

  /**
   * Does all that is due now, one after the other, what comes up meanwhile too. For tests and
   * scripts that want to know when it is done.
   *
   * @returns how many attempts were made
   */
  async runDue(): Promise<number> {
    for (let count = 0; ; count++) {
      const attempt =
        (await this.#taker.take('once')) ?? (await this.#taker.take('leased'));
      if (!attempt) return count;
      await this.#taker.run(attempt);
    }
  }
}
