import { AsyncLocalStorage } from 'async_hooks';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  Caller,
  ChangedRecord,
  Clock,
  DueContext,
  DueHandler,
  DueItem,
  RecordChange,
  RecordKernel,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import type { DueStore } from './DueStore';
import { attemptsOf, pauseAfter } from './pauses';

/** The attempt in whose course something is scheduled, if it is in the course of one. */
export const currentAttempt = new AsyncLocalStorage<Attempt | undefined>();

/** What attempts share. */
export interface AttemptTools {
  store: DueStore;
  clock: Clock;
  logger: LoggerService;
  changeRecords: RecordKernel['changeRecords'];
  depthLimit: number;
}

/** How an item was taken. */
export interface Hold {
  /** The transaction that holds it; absent on SQLite and for leases. */
  tx?: Knex.Transaction;
  lease?: { token: string; milliseconds: number };
}

/** What became of an item. `gone`: somebody moved it, took it back or was faster. */
export type Outcome = 'done' | 'gone' | 'retry' | 'failed' | 'unknown';

class NoLongerDue extends Error {}

/** One attempt to do what is due; see {@link DueWorker} for what it promises. */
export class Attempt implements DueContext {
  readonly now: number;
  #ended = false;
  #endedIn?: Knex;

  constructor(
    readonly item: DueItem,
    readonly handler: DueHandler,
    private readonly tools: AttemptTools,
    private readonly hold: Hold,
  ) {
    this.now = tools.clock.now();
  }

  async finish(effect: (tx: Knex.Transaction) => Promise<void>): Promise<void> {
    await this.#once(async tx => {
      const work = async (inside: Knex.Transaction) => {
        await this.endIn(inside);
        await effect(inside);
      };
      await (tx ? work(tx) : this.tools.store.knex.transaction(work));
    });
  }

  async command(
    caller: Caller,
    changes: readonly RecordChange[],
    beside?: Parameters<DueContext['command']>[2],
  ): Promise<ChangedRecord[]> {
    const { item, tools } = this;
    const named = { ...caller, commandId: caller.commandId ?? item.id };
    return this.#once(tx =>
      tools.changeRecords(named, changes, {
        tx,
        causedBy: item.causedBy,
        // After the records are locked: whoever changes a record and moves its items takes the
        // locks in the same order.
        alongside: async (inside, changed) => {
          await this.endIn(inside);
          await beside?.(inside, changed);
        },
      }),
    );
  }

  /** Ends the item in a transaction of its own command, also when that schedules it anew. */
  async endIn(tx: Knex): Promise<void> {
    if (this.#endedIn === tx) return;
    const { store } = this.tools;
    if (!(await store.end(tx, this.item.id, this.hold.lease?.token))) {
      throw new NoLongerDue(
        `${this.item.kind} ${this.item.key} is no longer due as it was`,
      );
    }
    this.#endedIn = tx;
  }

  async #once<T>(
    work: (tx: Knex.Transaction | undefined) => Promise<T>,
  ): Promise<T> {
    if (this.#ended) {
      throw new Error(`${this.item.kind} ${this.item.key} was ended already`);
    }
    const { tx } = this.hold;
    try {
      // What failed is undone, but the item stays held until its failure is noted.
      await tx?.raw('savepoint effect');
      const result = await work(tx);
      await tx?.commit();
      this.#ended = true;
      return result;
    } catch (error) {
      this.#endedIn = undefined;
      if (tx && !tx.isCompleted()) await tx.raw('rollback to savepoint effect');
      throw error;
    }
  }

  /** Handles the item and notes how it went. Never throws. */
  async run(): Promise<Outcome> {
    const { item, handler, tools } = this;
    const renewal = this.#renewLease();
    try {
      if (item.depth > tools.depthLimit) {
        return await this.#failed(
          `It was led to by ${item.depth} commands of due work in a row, and ${tools.depthLimit} are allowed: two rules probably set each other off. The journal entry ${item.causedBy} is the last one; stop one of the rules, then retry`,
        );
      }
      await currentAttempt.run(this, () => handler.handle(item, this));
      if (!this.#ended) await this.finish(async () => {});
      return 'done';
    } catch (error) {
      // Awaited, as its failure must be noted before the hold is let go.
      return await this.#threw(error as Error);
    } finally {
      clearInterval(renewal);
      const { tx } = this.hold;
      if (tx && !tx.isCompleted()) await tx.rollback().catch(() => {});
    }
  }

  async #threw(error: Error): Promise<Outcome> {
    const { item, tools } = this;
    const name = `${item.kind} ${item.key}`;
    if (this.#ended) {
      tools.logger.error(`${name} was done, but its handler failed`, error);
      return 'done';
    }
    if (error instanceof NoLongerDue) return 'gone';
    const failures = item.attempts + 1;
    const last = failures >= attemptsOf(this.handler);
    const pause = last ? undefined : pauseAfter(this.handler, failures);
    try {
      return await this.#failed(error.message, pause);
    } catch (second) {
      // The database went away: the item is as it was, and will be taken again.
      tools.logger.warn(`How ${name} went could not be noted`, error);
      return 'unknown';
    }
  }

  async #failed(message: string, pause?: number): Promise<Outcome> {
    const { item, tools, hold } = this;
    const at = tools.clock.now();
    await tools.store.fail(hold.tx ?? tools.store.knex, item, {
      message,
      at,
      nextAt: pause === undefined ? undefined : at + pause,
      token: hold.lease?.token,
    });
    await hold.tx?.commit();
    if (pause !== undefined) return 'retry';
    tools.logger.warn(
      `${item.kind} ${item.key} failed for the last time; an operator may retry it: ${message}`,
    );
    return 'failed';
  }

  #renewLease(): NodeJS.Timeout | undefined {
    const { lease } = this.hold;
    if (!lease) return undefined;
    const { store, clock, logger } = this.tools;
    return setInterval(() => {
      const until = clock.now() + lease.milliseconds;
      store.renew(this.item.id, lease.token, until).catch(error => {
        logger.warn(`A lease of ${this.item.kind} was not prolonged`, error);
      });
    }, lease.milliseconds / 3);
  }
}
