import { AsyncLocalStorage } from 'async_hooks';
import { ConflictError } from '@backstage/errors';
import type { Caller } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { isPostgres } from '../database';

/** What a request that carries an Idempotency-Key did so far: one entry per command. */
export interface NotedStep {
  index: number;
  result: unknown;
}

/** One command of a request: done before, or to be noted with its effect. */
export interface RequestStep {
  /** What the command gave when it was carried out the first time. */
  done?: { result: any };
  /**
   * Notes the result in the transaction of the effect, so that both are there or neither is.
   *
   * @throws ConflictError if another backend took the request over meanwhile; the effect is
   *   undone then, for it is done there
   */
  note(tx: Knex.Transaction, result: unknown): Promise<void>;
}

/** How long a backend that says nothing is taken to be alive, milliseconds. */
export const LEASE_MS = 60_000;

const current = new AsyncLocalStorage<KeyedRequest>();

/**
 * A request under an Idempotency-Key, on its way through the handler. Commands are numbered in the
 * order in which the handler gives them; a handler that runs again after a crash finds what its
 * first commands gave, and goes on behind them.
 */
export class KeyedRequest {
  #next = 0;
  #open = true;
  /** Whether a command was answered from notes. */
  resumed = false;

  constructor(
    readonly callerRef: string,
    readonly key: string,
    readonly holder: string,
    private readonly steps: readonly NotedStep[],
    private readonly now: () => number,
  ) {}

  /** Runs a handler so that its commands find this request. What it leaves behind does not. */
  async run<T>(handler: () => Promise<T>): Promise<T> {
    try {
      return await current.run(this, handler);
    } finally {
      this.#open = false;
    }
  }

  /** The next command of a caller, if it belongs to this request. */
  step(caller: Caller): RequestStep | undefined {
    // Work that was started on the way, e.g. by a timer, is not the request's.
    if (!this.#open || caller.ref !== this.callerRef) return undefined;
    const index = this.#next;
    this.#next += 1;
    const noted = this.steps.find(s => s.index === index);
    if (noted) this.resumed = true;
    return {
      done: noted && { result: noted.result },
      note: (tx, result) => this.#note(tx, { index, result }),
    };
  }

  async #note(tx: Knex.Transaction, step: NotedStep): Promise<void> {
    const append = isPostgres(tx)
      ? 'steps || ?::jsonb'
      : `json_insert(steps, '$[#]', json(?))`;
    const count = await tx('idempotency_keys')
      .where({
        caller_ref: this.callerRef,
        key: this.key,
        holder: this.holder,
      })
      .update({
        steps: tx.raw(append, [JSON.stringify(step)]),
        lease_until: this.now() + LEASE_MS,
      });
    if (count === 0) {
      throw new ConflictError(
        'Idempotency-Key: another backend has taken this request over; send it again to get its answer',
      );
    }
  }
}

/** The command that is about to be carried out, if the request carries an Idempotency-Key. */
export function requestStep(caller: Caller): RequestStep | undefined {
  return current.getStore()?.step(caller);
}

/**
 * Carries out a command that writes without the door, once per request: the way in which stores
 * of the kernel take part in Idempotency-Key.
 *
 * @param work - checks and writes, and notes what it gives in the transaction that writes; what
 *   it gives must survive JSON
 */
export async function oncePerRequest<T>(
  caller: Caller,
  work: (
    note: (tx: Knex.Transaction, result: T) => Promise<void>,
  ) => Promise<T>,
): Promise<T> {
  const step = requestStep(caller);
  if (step?.done) return step.done.result;
  return work(async (tx, result) => {
    await step?.note(tx, result);
  });
}
