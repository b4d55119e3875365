import type { AlertSeverity } from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import type { Evaluation } from './evaluate';

/** Below the parameters that SQLite takes in one statement. */
const CHUNK = 400;

/** How it stands with an objective. Instants are milliseconds since the epoch. */
export interface ObjectiveRow {
  key: string;
  series: string;
  measuredUntil?: number;
  newestSample?: number;
  failure?: string;
  failureSince?: number;
  evaluatedAt?: number;
  evaluation?: Evaluation;
  removedAt?: number;
  journalHead?: string;
}

/** An alert of an objective. */
export interface AlertRow {
  id: string;
  objectiveKey: string;
  severity: AlertSeverity;
  startedAt: number;
  endedAt?: number;
  long: number;
  short: number;
  threshold: number;
  rate: number;
  recordId?: string;
}

const instant = (value: unknown) =>
  value === null || value === undefined ? undefined : Number(value);

const fromRow = (row: any): ObjectiveRow => ({
  key: row.key,
  series: row.series,
  measuredUntil: instant(row.measured_until),
  newestSample: instant(row.newest_sample),
  failure: row.failure ?? undefined,
  failureSince: instant(row.failure_since),
  evaluatedAt: instant(row.evaluated_at),
  evaluation: row.evaluation ? JSON.parse(row.evaluation) : undefined,
  removedAt: instant(row.removed_at),
  journalHead: row.journal_head ?? undefined,
});

const toRow = (row: ObjectiveRow) => ({
  key: row.key,
  series: row.series,
  measured_until: row.measuredUntil ?? null,
  newest_sample: row.newestSample ?? null,
  failure: row.failure ?? null,
  failure_since: row.failureSince ?? null,
  evaluated_at: row.evaluatedAt ?? null,
  evaluation: row.evaluation ? JSON.stringify(row.evaluation) : null,
  removed_at: row.removedAt ?? null,
  journal_head: row.journalHead ?? null,
});

const fromAlert = (row: any): AlertRow => ({
  id: row.id,
  objectiveKey: row.objective_key,
  severity: row.severity,
  startedAt: Number(row.started_at),
  endedAt: instant(row.ended_at),
  long: Number(row.long_window),
  short: Number(row.short_window),
  threshold: Number(row.threshold),
  rate: Number(row.rate),
  recordId: row.record_id ?? undefined,
});

/** The SQL of how it stands with objectives, and of their alerts. */
export class ObjectiveStore {
  constructor(readonly knex: Knex) {}

  /** All objectives that were ever looked at, removed ones included, by key. */
  async all(): Promise<Map<string, ObjectiveRow>> {
    const rows = await this.knex('sl_objectives');
    return new Map(rows.map(row => [row.key, fromRow(row)]));
  }

  /** Those of some keys. */
  async some(keys: readonly string[]): Promise<Map<string, ObjectiveRow>> {
    const found = new Map<string, ObjectiveRow>();
    for (let i = 0; i < keys.length; i += CHUNK)
      for (const row of await this.knex('sl_objectives').whereIn(
        'key',
        keys.slice(i, i + CHUNK),
      ))
        found.set(row.key, fromRow(row));
    return found;
  }

  /** The row of an objective, held until the transaction ends; it is made if there is none. */
  async hold(
    tx: Knex.Transaction,
    key: string,
    series: string,
  ): Promise<ObjectiveRow> {
    await tx('sl_objectives')
      .insert({ key, series })
      .onConflict('key')
      .ignore();
    const [row] = await tx('sl_objectives').where({ key }).forUpdate();
    return fromRow(row);
  }

  async keep(tx: Knex.Transaction, row: ObjectiveRow): Promise<void> {
    const { key, ...columns } = toRow(row);
    await tx('sl_objectives').where({ key }).update(columns);
  }

  /** Alerts that run, of some objectives. */
  async running(
    keys: readonly string[],
    executor: Knex = this.knex,
  ): Promise<AlertRow[]> {
    const found: AlertRow[] = [];
    for (let i = 0; i < keys.length; i += CHUNK)
      found.push(
        ...(
          await executor('sl_objective_alerts')
            .whereNull('ended_at')
            .whereIn('objective_key', keys.slice(i, i + CHUNK))
        ).map(fromAlert),
      );
    return found;
  }

  /** The newest alerts of an objective. */
  async alerts(key: string, limit: number): Promise<AlertRow[]> {
    const rows = await this.knex('sl_objective_alerts')
      .where('objective_key', key)
      .orderBy([
        { column: 'started_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit);
    return rows.map(fromAlert);
  }

  async alert(id: string): Promise<AlertRow | undefined> {
    const row = await this.knex('sl_objective_alerts').where({ id }).first();
    return row && fromAlert(row);
  }

  async start(tx: Knex.Transaction, alert: AlertRow): Promise<void> {
    await tx('sl_objective_alerts').insert({
      id: alert.id,
      objective_key: alert.objectiveKey,
      severity: alert.severity,
      started_at: alert.startedAt,
      ended_at: null,
      long_window: alert.long,
      short_window: alert.short,
      threshold: alert.threshold,
      rate: alert.rate,
      record_id: null,
    });
  }

  async end(tx: Knex.Transaction, id: string, at: number): Promise<void> {
    await tx('sl_objective_alerts').where({ id }).update({ ended_at: at });
  }

  /** The record that was last filed for an objective. */
  async lastRecord(objectiveKey: string): Promise<string | undefined> {
    const row = await this.knex('sl_objective_alerts')
      .where('objective_key', objectiveKey)
      .whereNotNull('record_id')
      .orderBy([
        { column: 'started_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .first('record_id');
    return row?.record_id;
  }

  /** Notes the record that an alert led to. @returns false if there is one already */
  async noteRecord(
    tx: Knex.Transaction,
    id: string,
    recordId: string,
  ): Promise<boolean> {
    const changed = await tx('sl_objective_alerts')
      .where({ id })
      .whereNull('record_id')
      .update({ record_id: recordId });
    return changed === 1;
  }
}
