import type {
  InitiativeOrigin,
  KpiWhere,
  TargetVerdict,
} from '@callboard/plugin-itsm-common';
import type { RecordCondition } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { whereOf } from './where';

type Executor = Knex | Knex.Transaction;

/** A window that was measured. Instants are milliseconds since the epoch. */
export interface StoredWindow {
  from: number;
  to: number;
  value?: number;
  count: number;
  /** Of the definition that the baseline was measured by. */
  version: number;
  newestValue?: number;
  newestVersion: number;
  verdict: TargetVerdict;
  measuredAt: number;
}

/** An initiative as it is told to others. */
export interface BriefRow {
  id: string;
  number: string;
  title: string;
  status: string;
  ownerRef?: string;
  assigneeRef?: string;
  serviceRef?: string;
  kpi?: string;
  where?: KpiWhere;
  baseline?: number;
  target?: number;
  current?: number;
  currentAt?: number;
  dueAt?: number;
  originId?: string;
}

const BRIEF = [
  'r.id',
  'r.number',
  'r.title',
  'r.status',
  'r.owner_ref',
  'r.assignee_ref',
  'r.service_ref',
  'd.kpi',
  'd.kpi_where',
  'd.baseline_value',
  'd.target',
  'd.current_value',
  'd.current_to',
  'd.due_at',
  'd.origin_id',
];

const numberOf = (value: unknown) =>
  value === null || value === undefined ? undefined : Number(value);
const text = (value: string | null) => value ?? undefined;

const briefOf = (row: any): BriefRow => ({
  id: row.id,
  number: row.number,
  title: row.title,
  status: row.status,
  ownerRef: text(row.owner_ref),
  assigneeRef: text(row.assignee_ref),
  serviceRef: text(row.service_ref),
  kpi: text(row.kpi),
  where: whereOf(row.kpi_where),
  baseline: numberOf(row.baseline_value),
  target: numberOf(row.target),
  current: numberOf(row.current_value),
  currentAt: numberOf(row.current_to),
  dueAt: numberOf(row.due_at),
  originId: text(row.origin_id),
});

/** The register's own queries; the columns of initiatives are written by the door. */
export class InitiativeStore {
  constructor(private readonly knex: Knex) {}

  /** The windows measured for an initiative, the earliest first. */
  async windowsOf(
    recordId: string,
    executor: Executor = this.knex,
  ): Promise<StoredWindow[]> {
    const rows = await executor('initiative_measures')
      .where('record_id', recordId)
      .orderBy('from_at')
      .select('*');
    return rows.map(row => ({
      from: Number(row.from_at),
      to: Number(row.to_at),
      value: numberOf(row.value),
      count: Number(row.count),
      version: Number(row.version),
      newestValue: numberOf(row.newest_value),
      newestVersion: Number(row.newest_version),
      verdict: row.verdict,
      measuredAt: Number(row.measured_at),
    }));
  }

  /** Keeps windows; what was kept of the same ones before is another number now. */
  async keepWindows(
    recordId: string,
    windows: readonly StoredWindow[],
    executor: Executor = this.knex,
  ): Promise<void> {
    if (windows.length === 0) return;
    await executor('initiative_measures')
      .insert(
        windows.map(window => ({
          record_id: recordId,
          from_at: window.from,
          to_at: window.to,
          value: window.value ?? null,
          count: window.count,
          version: window.version,
          newest_value: window.newestValue ?? null,
          newest_version: window.newestVersion,
          verdict: window.verdict,
          measured_at: window.measuredAt,
        })),
      )
      .onConflict(['record_id', 'from_at'])
      .merge();
  }

  /** Forgets what was measured, as something else is from now on. */
  async clearWindows(recordId: string, executor: Executor): Promise<void> {
    await executor('initiative_measures').where('record_id', recordId).delete();
  }

  /** Notes that an initiative was measured. */
  async looked(recordId: string, at: number): Promise<void> {
    await this.knex('initiative_looks')
      .insert({ record_id: recordId, looked_at: at })
      .onConflict('record_id')
      .merge();
  }

  /**
   * Initiatives that are to be measured and were not since then: those that were brought in from
   * elsewhere, of which nobody told the calendar.
   */
  async notLookedAtSince(at: number, limit: number): Promise<string[]> {
    const rows = await this.knex('records as r')
      .leftJoin('initiative_looks as l', 'l.record_id', 'r.id')
      .where('r.type', 'initiative')
      .whereIn('r.status', ['implement', 'achieved'])
      .where(query =>
        query.whereNull('l.looked_at').orWhere('l.looked_at', '<', at),
      )
      .orderBy('r.id')
      .limit(limit)
      .select('r.id');
    return rows.map(row => row.id);
  }

  /** Which of the records are initiatives. */
  async initiativesAmong(
    ids: readonly string[],
    executor: Executor = this.knex,
  ): Promise<ReadonlySet<string>> {
    const rows = await executor('records')
      .whereIn('id', [...new Set(ids)])
      .where('type', 'initiative')
      .select('id');
    return new Set(rows.map(row => row.id));
  }

  /**
   * Those that were under way at an instant, those due first before others, with their status and what
   * was measured last by then.
   */
  async underWay(
    readable: RecordCondition,
    at: number,
    limit: number,
  ): Promise<BriefRow[]> {
    const rows = await this.knex('records as r')
      .join('initiatives as d', 'd.record_id', 'r.id')
      .where('r.type', 'initiative')
      .where('r.created_at', '<=', at)
      .where(query =>
        query
          .whereNotIn('r.status_category', ['closed', 'cancelled'])
          .orWhere('r.closed_at', '>', at),
      )
      .whereRaw(readable.sql, readable.bindings)
      .orderByRaw('case when d.due_at is null then 1 else 0 end')
      .orderBy([{ column: 'd.due_at' }, { column: 'r.id' }])
      .limit(limit)
      .select(BRIEF);
    const briefs = rows.map(briefOf);
    const ids = briefs.map(({ id }) => id);
    const [statuses, measured] = await Promise.all([
      this.#statusesAt(ids, at),
      this.#measuredBy(ids, at),
    ]);
    return briefs.map(brief => ({
      ...brief,
      status: statuses.get(brief.id) ?? brief.status,
      current: undefined,
      currentAt: undefined,
      ...measured.get(brief.id),
    }));
  }

  /** What their status was after the last entry by then. */
  async #statusesAt(
    ids: readonly string[],
    at: number,
  ): Promise<ReadonlyMap<string, string>> {
    if (ids.length === 0) return new Map();
    const last = this.knex('journal')
      .where('subject_type', 'record')
      .whereIn('subject_id', [...ids])
      .where('at', '<=', at)
      .whereNotNull('status')
      .groupBy('subject_id')
      .max({ position: 'position' });
    const rows = await this.knex('journal')
      .whereIn('position', last)
      .select('subject_id', 'status');
    return new Map(rows.map(row => [row.subject_id, row.status]));
  }

  /** The value of the last window that was over by then. */
  async #measuredBy(
    ids: readonly string[],
    at: number,
  ): Promise<ReadonlyMap<string, { current?: number; currentAt: number }>> {
    if (ids.length === 0) return new Map();
    const rows = await this.knex('initiative_measures')
      .whereIn('record_id', [...ids])
      .where('to_at', '<=', at)
      .orderBy('from_at')
      .select('record_id', 'value', 'to_at');
    return new Map(
      rows.map(row => [
        row.record_id,
        { current: numberOf(row.value), currentAt: Number(row.to_at) },
      ]),
    );
  }

  /** Those that came from the things, the earliest first. */
  async cameFrom(
    readable: RecordCondition,
    origin: InitiativeOrigin,
    refs: readonly string[],
  ): Promise<BriefRow[]> {
    if (refs.length === 0) return [];
    const rows = await this.knex('records as r')
      .join('initiatives as d', 'd.record_id', 'r.id')
      .where('d.origin', origin)
      .whereIn('d.origin_id', [...refs])
      .whereRaw(readable.sql, readable.bindings)
      .orderBy('r.id')
      .select(BRIEF);
    return rows.map(briefOf);
  }
}
