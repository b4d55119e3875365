import type { Knex } from 'knex';
import type { RunRow } from './runsOf';

/** Below the parameters that SQLite takes in one statement. */
const CHUNK = 200;

const chunksOf = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / CHUNK) }, (_, i) =>
    all.slice(i * CHUNK, (i + 1) * CHUNK),
  );

const isPostgres = (knex: Knex): boolean => knex.client.config.client === 'pg';

const RUN_KEY = ['record_id', 'clock_id', 'run'];
const HELD_KEY = [...RUN_KEY, 'owner_ref'];
const RUN_COLUMNS = [
  ...RUN_KEY,
  ...['type', 'metric', 'agreement_key', 'calendar_key', 'service_ref'],
  ...['team_ref', 'state', 'goal', 'elapsed', 'evaluated_at', 'started_at'],
  ...['due_at', 'stopped_at', 'decided_at', 'kept'],
];
const HELD_COLUMNS = [...HELD_KEY, 'elapsed'];

/** Rows that are there are changed in place, those that are no more are deleted. */
const put = (
  table: string,
  told: string,
  columns: readonly string[],
  key: readonly string[],
) => {
  const others = columns.filter(column => !key.includes(column));
  return `insert into ${table} (${columns.join(', ')})
    select ${columns.join(', ')} from ${told} order by ${key.join(', ')}
    on conflict (${key.join(', ')}) do update set ${others
    .map(column => `${column} = excluded.${column}`)
    .join(', ')}`;
};
const gone = (table: string, told: string, key: readonly string[]) =>
  `delete from ${table} g where g.record_id = any(?) and not exists (
    select 1 from ${told} t where ${key
    .map(column => `t.${column} = g.${column}`)
    .join(' and ')})`;

/** All of it as one statement, its rows as parameters that the server unpacks. */
const REPLACE_ALL = `with runs as (select * from jsonb_populate_recordset(null::sl_runs, ?::jsonb)),
  held as (select * from jsonb_populate_recordset(null::sl_held, ?::jsonb)),
  gone_runs as (${gone('sl_runs', 'runs', RUN_KEY)}),
  gone_held as (${gone('sl_held', 'held', HELD_KEY)}),
  put_held as (${put('sl_held', 'held', HELD_COLUMNS, HELD_KEY)})
  ${put('sl_runs', 'runs', RUN_COLUMNS, RUN_KEY)}`;

const toRow = (run: RunRow) => ({
  record_id: run.recordId,
  clock_id: run.clockId,
  run: run.run,
  type: run.type,
  metric: run.metric,
  agreement_key: run.agreementKey,
  calendar_key: run.calendarKey,
  service_ref: run.serviceRef ?? null,
  team_ref: run.teamRef ?? null,
  state: run.state,
  goal: run.goal,
  elapsed: run.elapsed,
  evaluated_at: run.evaluatedAt,
  started_at: run.startedAt,
  due_at: run.dueAt ?? null,
  stopped_at: run.stoppedAt ?? null,
  decided_at: run.decidedAt,
  kept: run.kept,
});

const toHeld = (run: RunRow) =>
  [...run.heldBy].map(([ownerRef, elapsed]) => ({
    record_id: run.recordId,
    clock_id: run.clockId,
    run: run.run,
    owner_ref: ownerRef,
    elapsed,
  }));

/** Writes what came of runs. Only the projection does. */
export class RunStore {
  /** Replaces the runs of records, and who had their time. */
  async replace(
    tx: Knex.Transaction,
    recordIds: readonly string[],
    runs: readonly RunRow[],
  ): Promise<void> {
    if (isPostgres(tx)) {
      const ids = [...recordIds] as any;
      await tx.raw(REPLACE_ALL, [
        JSON.stringify(runs.map(toRow)),
        JSON.stringify(runs.flatMap(toHeld)),
        ids,
        ids,
      ]);
      return;
    }
    for (const chunk of chunksOf(recordIds)) {
      await tx('sl_held').whereIn('record_id', chunk).delete();
      await tx('sl_runs').whereIn('record_id', chunk).delete();
    }
    for (const chunk of chunksOf(runs))
      await tx('sl_runs').insert(chunk.map(toRow));
    for (const chunk of chunksOf(runs.flatMap(toHeld)))
      await tx('sl_held').insert(chunk);
  }

  /** Empties the copy, to be made again from the journal. */
  async clear(tx: Knex.Transaction): Promise<void> {
    await tx('sl_held').delete();
    await tx('sl_runs').delete();
  }
}
