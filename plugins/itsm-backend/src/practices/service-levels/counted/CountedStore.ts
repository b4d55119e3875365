import type { Knex } from 'knex';
import {
  heldFactId,
  runFactId,
  type CountedRun,
  type RunName,
} from './factsOfRun';

/** Below the parameters that SQLite takes in one statement. */
const CHUNK = 400;

const isPostgres = (knex: Knex): boolean => knex.client.config.client === 'pg';

/** One list on PostgreSQL, chunks of it on SQLite. */
const listsOf = (knex: Knex, ids: readonly string[]): (readonly string[])[] =>
  isPostgres(knex)
    ? [ids]
    : Array.from({ length: Math.ceil(ids.length / CHUNK) }, (_, i) =>
        ids.slice(i * CHUNK, (i + 1) * CHUNK),
      );

/** Ids of the facts that runs made, by kind. */
export interface KnownFacts {
  runs: string[];
  held: string[];
}

const nameOf = (row: any): RunName => ({
  recordId: row.record_id,
  clockId: row.clock_id,
  run: Number(row.run),
});

const toRun = (row: any): CountedRun => ({
  ...nameOf(row),
  type: row.type,
  metric: row.metric,
  agreementKey: row.agreement_key,
  serviceRef: row.service_ref ?? undefined,
  teamRef: row.team_ref ?? undefined,
  state: row.state,
  goal: Number(row.goal),
  elapsed: Number(row.elapsed),
  decidedAt: Number(row.decided_at),
  kept: Boolean(row.kept),
  heldBy: new Map(),
});

/** The SQL of what is counted of runs. */
export class CountedStore {
  constructor(readonly knex: Knex) {}

  #among(
    executor: Knex,
    table: string,
    column: string,
    ids: readonly string[],
  ): Knex.QueryBuilder {
    return executor(table).where(w =>
      isPostgres(executor)
        ? w.whereRaw('?? = any(?)', [column, [...ids] as any])
        : w.whereIn(column, [...ids]),
    );
  }

  /** Until when runs were counted; whoever counts holds it until the end of the transaction. */
  async hold(tx: Knex.Transaction): Promise<number> {
    const query = tx('sl_counted').where('id', 'runs');
    const row = await (isPostgres(tx) ? query.forUpdate() : query).first();
    return Number(row?.until ?? 0);
  }

  async keep(tx: Knex.Transaction, until: number): Promise<void> {
    await tx('sl_counted').where('id', 'runs').update({ until });
  }

  /** The facts that there may be of records, by what is known of their runs. */
  async known(
    tx: Knex.Transaction,
    recordIds: readonly string[],
  ): Promise<KnownFacts> {
    const known: KnownFacts = { runs: [], held: [] };
    for (const ids of listsOf(tx, recordIds)) {
      const runs = await this.#among(tx, 'sl_runs', 'record_id', ids).select(
        'record_id',
        'clock_id',
        'run',
      );
      known.runs.push(...runs.map((row: any) => runFactId(nameOf(row))));
      const held = await this.#among(tx, 'sl_held', 'record_id', ids).select(
        'record_id',
        'clock_id',
        'run',
        'owner_ref',
      );
      known.held.push(
        ...held.map((row: any) => heldFactId(nameOf(row), row.owner_ref)),
      );
    }
    return known;
  }

  /** Those of the records that are restricted. */
  async restricted(
    tx: Knex.Transaction,
    recordIds: readonly string[],
  ): Promise<Set<string>> {
    const found = new Set<string>();
    for (const ids of listsOf(tx, recordIds)) {
      const rows = await this.#among(tx, 'records', 'id', ids)
        .where('visibility', 'restricted')
        .select('id');
      for (const { id } of rows) found.add(id);
    }
    return found;
  }

  /**
   * Runs decided after an instant and not after another, in order: so many, and those that were decided
   * together with the last of them.
   */
  async decided(
    tx: Knex.Transaction,
    { after, until }: { after: number; until: number },
    limit: number,
  ): Promise<CountedRun[]> {
    const within = () =>
      tx('sl_runs')
        .where('decided_at', '>', after)
        .where('decided_at', '<=', until);
    const full = await within()
      .orderBy('decided_at')
      .offset(limit - 1)
      .first('decided_at');
    const query = within().orderBy('decided_at');
    if (full) query.where('decided_at', '<=', full.decided_at);
    const runs = (await query).map(toRun);
    const late = [
      ...new Set(runs.filter(run => !run.kept).map(run => run.recordId)),
    ];
    const byId = new Map(runs.map(run => [runFactId(run), run]));
    for (const ids of listsOf(tx, late))
      for (const row of await this.#among(tx, 'sl_held', 'record_id', ids)) {
        const run = byId.get(runFactId(nameOf(row)));
        if (run)
          (run.heldBy as Map<string, number>).set(
            row.owner_ref,
            Number(row.elapsed),
          );
      }
    return runs;
  }
}
