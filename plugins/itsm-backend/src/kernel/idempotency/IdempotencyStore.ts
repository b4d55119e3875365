import { ConflictError, InputError } from '@backstage/errors';
import type { Caller, Clock } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { v7 as uuidv7 } from 'uuid';
import { KeyedRequest, LEASE_MS, type NotedStep } from './KeyedRequest';

/** A request that carries an Idempotency-Key. */
export interface RequestIdentity {
  caller: Caller;
  key: string;
  /** Name of the route. */
  route: string;
  /** Of method, address, conditions and body. */
  hash: string;
}

/** A kept answer. The body is JSON text; absent for an empty answer. */
export interface KeptAnswer {
  status: number;
  body?: string;
}

/** A key that is free is claimed; one that was answered gives the answer. */
export type Claim = { request: KeyedRequest } | { answer: KeptAnswer };

/** Kept in place of the status of an answer that is gone because of an erasure: HTTP's "Gone". */
const ERASED = 410;
const PAGE = 500;

const STILL_RUNNING =
  'Idempotency-Key: the first request with this key is still running; send it again in a moment';

/** The table of requests under idempotency keys. */
export class IdempotencyStore {
  constructor(
    private readonly knex: Knex,
    private readonly clock: Clock,
    private readonly keepMs: number,
  ) {}

  /**
   * Claims a key for a request.
   *
   * @throws InputError if the key was used for another request; ConflictError while the first
   *   one with it is still running
   */
  async claim(identity: RequestIdentity): Promise<Claim> {
    const { caller, key, route, hash } = identity;
    const now = this.clock.now();
    const fresh = {
      route,
      request_hash: hash,
      holder: uuidv7(),
      lease_until: now + LEASE_MS,
      expires_at: now + this.keepMs,
      created_at: now,
      steps: '[]',
      status: null,
      response: null,
    };
    const request = (steps: NotedStep[]) => ({
      request: new KeyedRequest(caller.ref, key, fresh.holder, steps, () =>
        this.clock.now(),
      ),
    });
    const inserted = await this.knex('idempotency_keys')
      .insert({ caller_ref: caller.ref, key, ...fresh })
      .onConflict(['caller_ref', 'key'])
      .ignore()
      .returning('holder');
    if (inserted.length > 0) return request([]);

    const row = await this.#row(caller, key).first();
    // The first one failed just now and gave its key back.
    if (!row) throw new ConflictError(STILL_RUNNING);
    const succeed = (values: object) =>
      this.#row(caller, key)
        .where({ holder: row.holder })
        .where('lease_until', '<=', now)
        .update({ holder: fresh.holder, ...values })
        .returning('steps');
    if (Number(row.expires_at) <= now) {
      const taken = await succeed(fresh);
      if (taken.length > 0) return request([]);
      throw new ConflictError(STILL_RUNNING);
    }
    if (row.request_hash !== hash) {
      throw new InputError(
        `Idempotency-Key: this key was used for another request (${row.route}); take a new key for a new request`,
      );
    }
    if (row.status === ERASED) {
      throw new ConflictError(
        'Idempotency-Key: the request with this key was carried out, and its answer is not kept because somebody it told of was erased since; read what it changed',
      );
    }
    if (row.status !== null)
      return {
        answer: { status: row.status, body: row.response ?? undefined },
      };
    const taken = await succeed({ lease_until: now + LEASE_MS });
    if (taken.length === 0) throw new ConflictError(STILL_RUNNING);
    const { steps } = taken[0];
    return request(typeof steps === 'string' ? JSON.parse(steps) : steps);
  }

  #row(caller: Caller, key: string) {
    return this.knex('idempotency_keys').where({ caller_ref: caller.ref, key });
  }

  #held(request: KeyedRequest) {
    return this.knex('idempotency_keys').where({
      caller_ref: request.callerRef,
      key: request.key,
      holder: request.holder,
    });
  }

  /** Keeps what a request was answered. */
  async keep(request: KeyedRequest, answer: KeptAnswer): Promise<void> {
    await this.#held(request).update({
      status: answer.status,
      response: answer.body ?? null,
      lease_until: 0,
    });
  }

  /**
   * Gives the key of a failed request back. If some of its commands were carried out, they stay
   * noted, and the same request goes on behind them.
   */
  async release(request: KeyedRequest): Promise<void> {
    const deleted = await this.#held(request).whereRaw(`steps = '[]'`).delete();
    if (deleted === 0) await this.#held(request).update({ lease_until: 0 });
  }

  /** Forgets what has expired. @returns how many */
  async sweep(): Promise<number> {
    const now = this.clock.now();
    return this.knex('idempotency_keys')
      .where('expires_at', '<=', now)
      .where('lease_until', '<=', now)
      .delete();
  }

  /** Forgets the answers kept for people who are erased. @returns how many */
  async forget(
    callerRefs: readonly string[],
    tx: Knex = this.knex,
  ): Promise<number> {
    return tx('idempotency_keys')
      .whereIn('caller_ref', [...callerRefs])
      .delete();
  }

  /**
   * Forgets what was answered to others wherever it tells of an erasure's subject. The keys stay,
   * so that what was done is not done again.
   *
   * @returns how many
   */
  async forgetWhat(
    tx: Knex.Transaction,
    tells: (kept: string) => boolean,
  ): Promise<number> {
    let after = ['', ''];
    let found = 0;
    for (;;) {
      const rows = await tx('idempotency_keys')
        .whereRaw('(caller_ref, key) > (?, ?)', after)
        .orderBy(['caller_ref', 'key'])
        .limit(PAGE)
        .select('caller_ref', 'key', 'steps', 'response');
      for (const { caller_ref, key, steps, response } of rows) {
        const kept = typeof steps === 'string' ? steps : JSON.stringify(steps);
        if (!tells(`${kept}\n${response ?? ''}`)) continue;
        found += 1;
        await tx('idempotency_keys')
          .where({ caller_ref, key })
          .update({ steps: '[]', response: null, status: ERASED });
      }
      if (rows.length < PAGE) return found;
      const last = rows[rows.length - 1];
      after = [last.caller_ref, last.key];
    }
  }
}
