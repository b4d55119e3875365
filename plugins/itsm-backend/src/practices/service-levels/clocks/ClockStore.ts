import type {
  AgreementType,
  ClockStateName,
  Metric,
} from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import { RunStore } from '../attainment/RunStore';
import type { RunRow } from '../attainment/runsOf';
import {
  CLOCK_KINDS,
  SERVICE_FACTS,
  THRESHOLD,
  type ClockEntry,
} from './momentsOf';

/** Below the parameters that SQLite takes in one statement. */
const CHUNK = 200;

const isPostgres = (knex: Knex): boolean => knex.client.config.client === 'pg';

/** Rows go as one parameter that the server unpacks; those that are there are changed in place. */
const REPLACE_ALL = (columns: readonly string[]) => {
  const names = columns.join(', ');
  const others = columns.filter(c => c !== 'record_id' && c !== 'clock_id');
  return `with told as (
      select ${names} from jsonb_populate_recordset(null::sl_clocks, ?::jsonb)
    ), gone as (
      delete from sl_clocks c where c.record_id = any(?) and not exists (
        select 1 from told t where t.record_id = c.record_id and t.clock_id = c.clock_id)
    )
    insert into sl_clocks (${names}) select ${names} from told order by record_id, clock_id
    on conflict (record_id, clock_id) do update set
      (${others.join(', ')}) = (${others
    .map(c => `excluded.${c}`)
    .join(', ')})`;
};

/** The newest run of a clock as it stood when it was looked at. Instants and durations are milliseconds. */
export interface ClockRow {
  recordId: string;
  clockId: string;
  type: AgreementType;
  metric: Metric;
  groupRef?: string;
  agreement: { key: string; version: number };
  calendar: { key: string; version: number };
  state: ClockStateName;
  goal: number;
  elapsed: number;
  evaluatedAt: number;
  startedAt: number;
  dueAt?: number;
  /** When three quarters of the goal are used. */
  soonAt?: number;
  /** The first instant at which more counts than was agreed. */
  lateAt?: number;
  stoppedAt?: number;
  breached: boolean;
  run: number;
  breaches: number;
}

/** How an agreement is kept at the moment. */
export interface AgreementCount {
  key: string;
  running: number;
  late: number;
}

const chunksOf = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / CHUNK) }, (_, i) =>
    all.slice(i * CHUNK, (i + 1) * CHUNK),
  );

const toRow = (clock: ClockRow) => ({
  record_id: clock.recordId,
  clock_id: clock.clockId,
  type: clock.type,
  metric: clock.metric,
  group_ref: clock.groupRef ?? null,
  agreement_key: clock.agreement.key,
  agreement_version: clock.agreement.version,
  calendar_key: clock.calendar.key,
  calendar_version: clock.calendar.version,
  state: clock.state,
  goal: clock.goal,
  elapsed: clock.elapsed,
  evaluated_at: clock.evaluatedAt,
  started_at: clock.startedAt,
  due_at: clock.dueAt ?? null,
  soon_at: clock.soonAt ?? null,
  late_at: clock.lateAt ?? null,
  stopped_at: clock.stoppedAt ?? null,
  breached: clock.breached,
  run: clock.run,
  breaches: clock.breaches,
});

/** The SQL of clocks. */
export class ClockStore {
  readonly #runs = new RunStore();

  constructor(private readonly knex: Knex) {}

  /** What the journal says of records, by record and in its order. */
  async entriesOf(
    recordIds: readonly string[],
    executor: Knex = this.knex,
  ): Promise<Map<string, ClockEntry[]>> {
    const byRecord = new Map<string, ClockEntry[]>();
    // One list on PostgreSQL: to write hundreds of marks takes longer than the query takes.
    const onPostgres = isPostgres(executor);
    for (const chunk of onPostgres ? [recordIds] : chunksOf(recordIds)) {
      const rows = await executor('journal')
        .where('subject_type', 'record')
        .where(among =>
          onPostgres
            ? among.whereRaw('subject_id = any(?)', [[...chunk] as any])
            : among.whereIn('subject_id', [...chunk]),
        )
        .where(kinds =>
          kinds
            .whereIn('kind', [...CLOCK_KINDS])
            .orWhereLike('kind', `%${SERVICE_FACTS}`)
            .orWhereLike('kind', `%${THRESHOLD}`),
        )
        .orderBy('position')
        .select(
          'position',
          'subject_id',
          'kind',
          'actor_id',
          'mode',
          'audience',
          'at',
          'status',
          'payload',
        );
      for (const row of rows) {
        const entries = byRecord.get(row.subject_id) ?? [];
        byRecord.set(row.subject_id, entries);
        entries.push({
          position: Number(row.position),
          at: Number(row.at),
          kind: row.kind,
          actorId: Number(row.actor_id),
          mode: row.mode,
          audience: row.audience,
          status: row.status ?? undefined,
          payload:
            typeof row.payload === 'string'
              ? JSON.parse(row.payload)
              : row.payload,
        });
      }
    }
    return byRecord;
  }

  /**
   * Lets what follows in a transaction find its rows by indexes. Of tables that were just emptied and
   * fill again PostgreSQL knows nothing yet, and would read all of them for each hundred records.
   */
  async findByIndexes(tx: Knex.Transaction): Promise<void> {
    if (isPostgres(tx))
      await tx.raw(`select set_config('enable_seqscan', 'off', true)`);
  }

  /** Replaces the clocks of records, and what came of their runs. */
  async replace(
    tx: Knex.Transaction,
    recordIds: readonly string[],
    clocks: readonly ClockRow[],
    runs: readonly RunRow[],
  ): Promise<void> {
    await this.#runs.replace(tx, recordIds, runs);
    const rows = clocks.map(toRow);
    if (isPostgres(tx) && rows.length > 0) {
      await tx.raw(REPLACE_ALL(Object.keys(rows[0])), [
        JSON.stringify(rows),
        [...recordIds] as any,
      ]);
      return;
    }
    for (const chunk of chunksOf(recordIds))
      await tx('sl_clocks').whereIn('record_id', chunk).delete();
    for (const chunk of chunksOf(rows)) await tx('sl_clocks').insert(chunk);
  }

  /** Open records after an id, by id: what is agreed anew is for them. */
  async openRecords(
    after: string,
    limit: number,
    executor: Knex = this.knex,
  ): Promise<string[]> {
    const rows = await executor('records')
      .whereIn('status_category', ['draft', 'open', 'waiting'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(limit)
      .select('id');
    return rows.map(row => row.id);
  }

  /** Open records of a service after an id, by id, with their types. */
  async openRecordsOf(
    serviceRef: string,
    after: string,
    limit: number,
  ): Promise<{ id: string; type: string }[]> {
    return this.knex('records')
      .where('service_ref', serviceRef)
      .whereIn('status_category', ['draft', 'open', 'waiting'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(limit)
      .select('id', 'type');
  }

  /** How many clocks run under each agreement, and how many of them are late. */
  async countByAgreement(now: number): Promise<AgreementCount[]> {
    const rows = await this.knex('sl_clocks')
      .where('state', 'running')
      .groupBy('agreement_key')
      .select('agreement_key')
      .select(
        this.knex.raw('count(*) as running'),
        this.knex.raw('sum(case when due_at < ? then 1 else 0 end) as late', [
          now,
        ]),
      );
    return rows.map(row => ({
      key: row.agreement_key,
      running: Number(row.running),
      late: Number(row.late),
    }));
  }

  /** Empties the copy, to be made again from the journal. */
  async clear(tx: Knex.Transaction): Promise<void> {
    await this.#runs.clear(tx);
    await tx('sl_clocks').delete();
  }
}
