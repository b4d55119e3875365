import type {
  Confidence,
  KeyResultDirection,
  KeyResultWindow,
  KpiStatistic,
  KpiWhere,
} from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import { PARTS_SQL, PROGRESS_SQL } from './ObjectiveStore';

/** Below the parameters that SQLite takes in one statement. */
const CHUNK = 400;

/** A key result as it is stored. Instants are milliseconds since the epoch. */
export interface KeyResultRow {
  id: string;
  recordId: string;
  position: number;
  title: string;
  /** Who called it that. */
  titleByRef?: string;
  unit?: string;
  start: number;
  target: number;
  direction: KeyResultDirection;
  current?: number;
  currentAt?: number;
  progress?: number;
  confidence?: Confidence;
  ownerRef?: string;
  kpi?: string;
  kpiWhere?: KpiWhere;
  statistic?: KpiStatistic;
  every?: KeyResultWindow;
  measureFault?: string;
  version: number;
  journalHead: string;
  createdAt: number;
  updatedAt: number;
}

/** A value of one, as it is stored. */
export interface ValueRow {
  id: string;
  keyResultId: string;
  at: number;
  value: number;
  confidence?: Confidence;
  words?: string;
  byRef?: string;
  from?: number;
  to?: number;
}

/** How far an objective is. */
export interface ObjectiveSum {
  keyResults: number;
  /** Whether there is anything to measure it by: a key result, or an objective that is part of it. */
  isMeasured: boolean;
  progress?: number;
  confidence?: Confidence;
}

const numberOf = (value: unknown): number | undefined =>
  value === null || value === undefined ? undefined : Number(value);

const fromRow = (row: any): KeyResultRow => ({
  id: row.id,
  recordId: row.record_id,
  position: Number(row.position),
  title: row.title,
  titleByRef: row.title_by_ref ?? undefined,
  unit: row.unit ?? undefined,
  start: Number(row.start_value),
  target: Number(row.target_value),
  direction: row.direction,
  current: numberOf(row.current_value),
  currentAt: numberOf(row.current_at),
  progress: numberOf(row.progress),
  confidence: row.confidence ?? undefined,
  ownerRef: row.owner_ref ?? undefined,
  kpi: row.kpi ?? undefined,
  kpiWhere: row.kpi_where ? JSON.parse(row.kpi_where) : undefined,
  statistic: row.statistic ?? undefined,
  every: row.every ?? undefined,
  measureFault: row.measure_fault ?? undefined,
  version: Number(row.version),
  journalHead: row.journal_head,
  createdAt: Number(row.created_at),
  updatedAt: Number(row.updated_at),
});

const toRow = (one: KeyResultRow) => ({
  id: one.id,
  record_id: one.recordId,
  position: one.position,
  title: one.title,
  title_by_ref: one.titleByRef ?? null,
  unit: one.unit ?? null,
  start_value: one.start,
  target_value: one.target,
  direction: one.direction,
  current_value: one.current ?? null,
  current_at: one.currentAt ?? null,
  progress: one.progress ?? null,
  confidence: one.confidence ?? null,
  owner_ref: one.ownerRef ?? null,
  kpi: one.kpi ?? null,
  kpi_where: one.kpiWhere ? JSON.stringify(one.kpiWhere) : null,
  statistic: one.statistic ?? null,
  every: one.every ?? null,
  measure_fault: one.measureFault ?? null,
  version: one.version,
  journal_head: one.journalHead,
  created_at: one.createdAt,
  updated_at: one.updatedAt,
});

const valueOf = (row: any): ValueRow => ({
  id: row.id,
  keyResultId: row.key_result_id,
  at: Number(row.at),
  value: Number(row.value),
  confidence: row.confidence ?? undefined,
  words: row.words ?? undefined,
  byRef: row.words_by_ref ?? undefined,
  from: numberOf(row.from_at),
  to: numberOf(row.to_at),
});

const valueRow = (one: ValueRow) => ({
  id: one.id,
  key_result_id: one.keyResultId,
  at: one.at,
  value: one.value,
  confidence: one.confidence ?? null,
  words: one.words ?? null,
  words_by_ref: one.byRef ?? null,
  from_at: one.from ?? null,
  to_at: one.to ?? null,
});

/** The SQL of key results and their values. */
export class KeyResultStore {
  constructor(readonly knex: Knex) {}

  /** Those of an objective, in their order. */
  async ofRecord(
    recordId: string,
    executor: Knex = this.knex,
  ): Promise<KeyResultRow[]> {
    const rows = await executor('key_results')
      .where('record_id', recordId)
      .orderBy(['position', 'id']);
    return rows.map(fromRow);
  }

  async find(id: string): Promise<KeyResultRow | undefined> {
    const row = await this.knex('key_results').where({ id }).first();
    return row && fromRow(row);
  }

  /** How far objectives are, by id. */
  async sums(
    recordIds: readonly string[],
  ): Promise<ReadonlyMap<string, ObjectiveSum>> {
    const found = new Map<string, ObjectiveSum>();
    for (let i = 0; i < recordIds.length; i += CHUNK) {
      const rows: any[] = await this.knex('records as r')
        .whereIn('r.id', recordIds.slice(i, i + CHUNK))
        .select(
          'r.id',
          this.knex.raw(`${PARTS_SQL} as parts`),
          this.knex.raw(`${PROGRESS_SQL} as progress`),
          this.knex.raw(
            '(select count(*) from key_results k where k.record_id = r.id) as key_results',
          ),
          this.knex.raw(
            "(select max(case k.confidence when 'off-track' then 3 when 'at-risk' then 2 when 'on-track' then 1 end) from key_results k where k.record_id = r.id) as worst",
          ),
        );
      for (const row of rows) {
        const progress = numberOf(row.progress);
        found.set(row.id, {
          keyResults: Number(row.key_results),
          isMeasured: Number(row.key_results) + Number(row.parts) > 0,
          progress: progress === undefined ? undefined : Math.min(1, progress),
          confidence: (
            [undefined, 'on-track', 'at-risk', 'off-track'] as const
          )[Number(row.worst ?? 0)],
        });
      }
    }
    return found;
  }

  /** The last values of key results, oldest first, by key result. */
  async lastValues(
    ids: readonly string[],
    many: number,
  ): Promise<ReadonlyMap<string, ValueRow[]>> {
    const found = new Map<string, ValueRow[]>(ids.map(id => [id, []]));
    if (ids.length === 0) return found;
    const numbered = this.knex('key_result_values')
      .whereIn('key_result_id', [...ids])
      .select('*')
      .rowNumber('nth', q =>
        q
          .partitionBy('key_result_id')
          .orderBy('at', 'desc')
          .orderBy('id', 'desc'),
      )
      .as('v');
    const rows = await this.knex
      .from(numbered)
      .where('nth', '<=', many)
      .orderBy([{ column: 'at' }, { column: 'id' }]);
    for (const row of rows) found.get(row.key_result_id)!.push(valueOf(row));
    return found;
  }

  /** A page of values, the latest first. */
  async values(
    id: string,
    page: { limit: number; after?: { at: number; id: string } },
  ): Promise<ValueRow[]> {
    const { after, limit } = page;
    const query = this.knex('key_result_values').where('key_result_id', id);
    if (after)
      query.whereRaw('(at < ? or (at = ? and id < ?))', [
        after.at,
        after.at,
        after.id,
      ]);
    const rows = await query
      .orderBy([
        { column: 'at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit);
    return rows.map(valueOf);
  }

  async insert(tx: Knex.Transaction, one: KeyResultRow): Promise<void> {
    await tx('key_results').insert(toRow(one));
  }

  /** @returns false if it moved on or is gone */
  async update(tx: Knex.Transaction, one: KeyResultRow): Promise<boolean> {
    const { id, ...values } = toRow(one);
    const count = await tx('key_results')
      .where({ id, version: one.version - 1 })
      .update(values);
    return count === 1;
  }

  /** Puts key results in an order. */
  async order(tx: Knex.Transaction, ids: readonly string[]): Promise<void> {
    const cases = ids.map(() => 'when ? then ?').join(' ');
    await tx('key_results')
      .whereIn('id', [...ids])
      .update({
        position: tx.raw(
          `cast(case id ${cases} end as integer)`,
          ids.flatMap((id, i) => [id, i]),
        ),
      });
  }

  /** @returns false if it moved on or is gone */
  async remove(tx: Knex.Transaction, one: KeyResultRow): Promise<boolean> {
    const count = await tx('key_results')
      .where({ id: one.id, version: one.version })
      .delete();
    return count === 1;
  }

  /** Writes a value down; that of a window takes the place of what was measured of it before. */
  async keepValue(tx: Knex.Transaction, one: ValueRow): Promise<void> {
    const insert = tx('key_result_values').insert(valueRow(one));
    if (one.from === undefined) await insert;
    else
      await insert
        .onConflict(['key_result_id', 'from_at', 'to_at'])
        .merge(['value', 'at']);
  }

  /** Those of the objectives among records. */
  async objectivesAmong(
    ids: readonly string[],
    type: string,
    tx: Knex,
  ): Promise<ReadonlySet<string>> {
    const found = new Set<string>();
    for (let i = 0; i < ids.length; i += CHUNK) {
      const rows = await tx('records')
        .whereIn('id', ids.slice(i, i + CHUNK))
        .where({ type })
        .select('id');
      for (const row of rows) found.add(row.id);
    }
    return found;
  }
}
