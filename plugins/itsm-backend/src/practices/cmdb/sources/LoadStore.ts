import type {
  CiDuplicate,
  CiLoad,
  LoadCounts,
  LoadProblem,
} from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import { isPostgres, rowsAmong, upsertRows } from '../classes/BulkStore';

/** Key of the advisory lock of loads; nothing else in the database takes it. */
const LOAD_LOCK = 4_117_021;

/** Of a load that has done nothing yet. */
export const NO_COUNTS: LoadCounts = {
  rows: 0,
  bad: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  restored: 0,
  stale: 0,
  retired: 0,
  conflicts: 0,
  duplicates: 0,
};

const iso = (value: unknown) => new Date(Number(value)).toISOString();

function toLoad(row: any): CiLoad {
  return {
    id: row.id,
    source: row.source,
    actorRef: row.actor_ref,
    state: row.state,
    complete: Boolean(row.complete),
    counts: JSON.parse(row.counts),
    startedAt: iso(row.started_at),
    finishedAt: row.finished_at === null ? undefined : iso(row.finished_at),
    message: row.message ?? undefined,
  };
}

/** A pair as it is stored. */
export type StoredPair = CiDuplicate & { aId: string; bId: string };

/** Loads, their bad rows, and pairs of items that may be one. */
export class LoadStore {
  /** On SQLite there is one backend, and this is its lock. */
  static readonly #busy = new WeakSet<object>();

  constructor(private readonly knex: Knex) {}

  /**
   * Does something while no other backend loads.
   *
   * @returns undefined if another one does
   */
  async alone<T>(work: () => Promise<T>): Promise<{ result: T } | undefined> {
    const key = this.knex.client.config;
    if (LoadStore.#busy.has(key)) return undefined;
    LoadStore.#busy.add(key);
    try {
      if (!isPostgres(this.knex)) return { result: await work() };
      // The lock belongs to a transaction that does nothing else, and ends with its connection.
      return await this.knex.transaction(async tx => {
        const { rows } = await tx.raw(
          'select pg_try_advisory_xact_lock(?) as free',
          [LOAD_LOCK],
        );
        return rows[0].free ? { result: await work() } : undefined;
      });
    } finally {
      LoadStore.#busy.delete(key);
    }
  }

  async start(load: {
    id: string;
    source: string;
    actorRef: string;
    complete: boolean;
    counts: LoadCounts;
    now: number;
  }): Promise<void> {
    // Whoever loads is alone: what is still running was left by a backend that stopped.
    await this.knex('ci_loads').where('state', 'running').update({
      state: 'failed',
      finished_at: load.now,
      message: 'The backend stopped; load it again to go on.',
    });
    await this.knex('ci_loads').insert({
      id: load.id,
      source: load.source,
      actor_ref: load.actorRef,
      state: 'running',
      complete: load.complete,
      counts: JSON.stringify(load.counts),
      started_at: load.now,
    });
  }

  async finish(
    id: string,
    end: {
      state: 'done' | 'failed';
      counts: LoadCounts;
      problems: readonly LoadProblem[];
      message?: string;
      now: number;
    },
  ): Promise<void> {
    await this.knex.transaction(async tx => {
      await tx('ci_loads')
        .where('id', id)
        .update({
          state: end.state,
          counts: JSON.stringify(end.counts),
          message: end.message ?? null,
          finished_at: end.now,
        });
      await upsertRows(
        tx,
        'ci_load_problems',
        end.problems.map((problem, n) => ({ load_id: id, n, ...problem })),
        ['load_id', 'n'],
      );
    });
  }

  /** Notes a load that did not come to its beginning. */
  async failed(load: {
    id: string;
    source: string;
    actorRef: string;
    message: string;
    now: number;
  }): Promise<void> {
    await this.knex('ci_loads').insert({
      id: load.id,
      source: load.source,
      actor_ref: load.actorRef,
      state: 'failed',
      complete: false,
      counts: JSON.stringify(NO_COUNTS),
      message: load.message.slice(0, 1000),
      started_at: load.now,
      finished_at: load.now,
    });
  }

  async get(id: string): Promise<CiLoad | undefined> {
    const row = await this.knex('ci_loads').where('id', id).first();
    return row && toLoad(row);
  }

  async problems(id: string): Promise<LoadProblem[]> {
    return this.knex('ci_load_problems')
      .where('load_id', id)
      .orderBy('n')
      .select('line', 'reason');
  }

  /** The newest first. */
  async list(
    limit: number,
    source?: string,
    before?: string,
  ): Promise<CiLoad[]> {
    const query = this.knex('ci_loads').orderBy('id', 'desc').limit(limit);
    if (source) query.where('source', source);
    if (before) query.where('id', '<', before);
    return (await query).map(toLoad);
  }

  /** The newest load of each source. */
  async latest(): Promise<Map<string, CiLoad>> {
    const newest = this.knex('ci_loads').groupBy('source').max('id');
    const rows = await this.knex('ci_loads').whereIn('id', newest);
    return new Map(rows.map(row => [row.source, toLoad(row)]));
  }

  /** How many items each source names, and how many it has stopped naming. */
  async counted(): Promise<Map<string, { items: number; missing: number }>> {
    const rows = await this.knex('ci_claims')
      .groupBy('source')
      .select('source')
      .count({ items: 'id' })
      .count({ missing: 'missing_at' });
    return new Map(
      rows.map((row: any) => [
        row.source,
        { items: Number(row.items), missing: Number(row.missing) },
      ]),
    );
  }

  /** Pairs that may be one, in the order of their ids. */
  async pairs(
    state: string,
    limit: number,
    after?: string,
  ): Promise<StoredPair[]> {
    const query = this.knex('ci_duplicates')
      .where('state', state)
      .orderBy('id')
      .limit(limit);
    if (after) query.where('id', '>', after);
    return this.#named(await query);
  }

  async pair(id: string): Promise<StoredPair | undefined> {
    const rows = await this.knex('ci_duplicates').where('id', id);
    return (await this.#named(rows))[0];
  }

  async #named(rows: any[]): Promise<StoredPair[]> {
    const items = await rowsAmong(
      this.knex,
      'ci_items',
      'id',
      rows.flatMap(row => [row.a_id, row.b_id]),
      ['id', 'ref'],
    );
    const refs = new Map<string, string>(items.map(row => [row.id, row.ref]));
    return rows.map(row => ({
      id: row.id,
      state: row.state,
      rule: row.rule.split('+'),
      value: row.value,
      aRef: refs.get(row.a_id)!,
      bRef: refs.get(row.b_id)!,
      aId: row.a_id,
      bId: row.b_id,
      foundAt: iso(row.found_at),
    }));
  }

  /** @returns whether there was an open one */
  async dismiss(id: string): Promise<boolean> {
    const done = await this.knex('ci_duplicates')
      .where({ id, state: 'open' })
      .update({ state: 'dismissed' });
    return done > 0;
  }

  /** Notes that two items are two, proposed or not. */
  async markDifferent(
    tx: Knex.Transaction,
    pair: { id: string; itemIds: [string, string]; now: number },
  ): Promise<void> {
    const [a, b] = [...pair.itemIds].sort();
    await tx('ci_duplicates')
      .insert({
        id: pair.id,
        a_id: a,
        b_id: b,
        rule: 'merge',
        value: '',
        state: 'dismissed',
        found_at: pair.now,
      })
      .onConflict(['a_id', 'b_id'])
      .merge(['state']);
  }

  /** What is said of pairs when an item goes into another, or comes back out. */
  async settlePairs(
    tx: Knex.Transaction,
    itemId: string,
    from: 'open' | 'merged',
    to: 'merged' | 'dismissed',
  ): Promise<void> {
    await tx('ci_duplicates')
      .where(q => q.where('a_id', itemId).orWhere('b_id', itemId))
      .where('state', from)
      .update({ state: to });
  }
}
