import {
  FINDING_SEVERITIES,
  type FindingSeverity,
  type HealthDimension,
} from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import { rowsAmong, upsertRows } from '../classes/BulkStore';
import { keyOf, type FindingKey } from './EvaluationStore';
import { askFor, type AskedItems } from './HealthStore';

/** Which findings are asked for. */
export interface AskedFindings extends AskedItems {
  refs?: readonly string[];
  dimensions?: readonly HealthDimension[];
  rules?: readonly string[];
  severities?: readonly FindingSeverity[];
  excused?: boolean;
  task?: boolean;
  /** Known since then or later. */
  since?: number;
}

/** Where a finding stands in the list. */
export type FindingPlace = readonly [rank: number, since: number, id: string];

/** A finding as it is stored, with its item. Instants are milliseconds since the epoch. */
export interface FindingRow extends FindingKey {
  id: string;
  title: string;
  kind: string;
  class?: string;
  ownerRef?: string;
  systemRef?: string;
  field?: string;
  dimension: HealthDimension;
  severity: FindingSeverity;
  message: string;
  plain?: string;
  advice: string;
  about: readonly string[];
  since: number;
  excuse?: { until: number; reason: string; byRef?: string };
  task?: { recordId: string; status: string };
  place: FindingPlace;
}

const optional = (value: unknown) =>
  value === null || value === undefined ? undefined : String(value);

function toFinding(row: any): FindingRow {
  const rank = Number(row.rank);
  const since = Number(row.since);
  return {
    id: row.id,
    ref: row.ref,
    rule: row.rule,
    detail: row.detail,
    title: row.title,
    kind: row.kind,
    class: optional(row.class),
    ownerRef: optional(row.owner_ref),
    systemRef: optional(row.system_ref),
    field: optional(row.field),
    dimension: row.dimension,
    severity: FINDING_SEVERITIES[rank - 1],
    message: row.message,
    plain: optional(row.plain),
    advice: row.advice,
    about: row.about === null ? [] : JSON.parse(row.about),
    since,
    excuse:
      row.excused_until === null
        ? undefined
        : {
            until: Number(row.excused_until),
            reason: row.excuse_reason,
            byRef: optional(row.excused_by),
          },
    task:
      row.task_id === null
        ? undefined
        : { recordId: row.task_id, status: row.task_status },
    place: [rank, since, row.id],
  };
}

/** Reads findings, and keeps what people accept of them. */
export class FindingStore {
  constructor(readonly knex: Knex) {}

  /** Findings, the worst first, among equals the oldest. One statement. */
  async page(
    asked: AskedFindings,
    now: number,
    limit: number,
    after?: FindingPlace,
  ): Promise<FindingRow[]> {
    const query = this.#found(now)
      .orderBy(['f.rank', 'f.since', 'f.id'])
      .limit(limit);
    this.#ask(query, asked);
    if (after)
      query.whereRaw(
        '(f.rank, f.since, f.id) > (cast(? as smallint), cast(? as bigint), cast(? as text))',
        [...after],
      );
    return (await query).map(toFinding);
  }

  /** Findings by id. */
  async byIds(ids: readonly string[], now: number): Promise<FindingRow[]> {
    const rows = await this.#found(now).whereIn('f.id', [...new Set(ids)]);
    return rows.map(toFinding);
  }

  /** All findings of items that name other items. */
  async naming(refs: readonly string[], now: number): Promise<FindingRow[]> {
    const found: FindingRow[] = [];
    for (let i = 0; i < refs.length; i += 400) {
      const rows = await this.#found(now)
        .whereIn('f.ref', refs.slice(i, i + 400))
        .whereNotNull('f.about');
      found.push(...rows.map(toFinding));
    }
    return found;
  }

  #found(now: number): Knex.QueryBuilder {
    return this.knex('ci_findings as f')
      .join('ci_health as h', 'h.ref', 'f.ref')
      .leftJoin('ci_excuses as x', join =>
        join
          .on('x.ref', 'f.ref')
          .on('x.rule', 'f.rule')
          .on('x.detail', 'f.detail')
          .on('x.until', '>', this.knex.raw('?', [now])),
      )
      .leftJoin('ci_finding_tasks as t', join =>
        join
          .on('t.ref', 'f.ref')
          .on('t.rule', 'f.rule')
          .on('t.detail', 'f.detail'),
      )
      .leftJoin('records as r', join =>
        join
          .on('r.id', 't.record_id')
          .on('r.status_category', this.knex.raw('?', ['open'])),
      )
      .select(
        'f.*',
        'h.title',
        'h.kind',
        'h.class',
        'h.owner_ref',
        'h.system_ref',
        'x.until as excused_until',
        'x.reason as excuse_reason',
        'x.by_ref as excused_by',
        'r.id as task_id',
        'r.status as task_status',
      );
  }

  #ask(query: Knex.QueryBuilder, asked: AskedFindings): void {
    askFor(query, asked);
    if (asked.refs) query.whereIn('f.ref', [...asked.refs]);
    if (asked.dimensions) query.whereIn('f.dimension', [...asked.dimensions]);
    if (asked.rules) query.whereIn('f.rule', [...asked.rules]);
    if (asked.severities)
      query.whereIn(
        'f.rank',
        asked.severities.map(s => FINDING_SEVERITIES.indexOf(s) + 1),
      );
    if (asked.excused === true) query.whereNotNull('x.until');
    if (asked.excused === false) query.whereNull('x.until');
    if (asked.since !== undefined) query.where('f.since', '>=', asked.since);
    if (asked.task === true) query.whereNotNull('r.id');
    // Not by the record being absent: the planner would take that for rare, and sort everything.
    if (asked.task === false)
      query.whereNotExists(
        this.knex('ci_finding_tasks as o')
          .join('records as w', 'w.id', 'o.record_id')
          .where('w.status_category', 'open')
          .whereRaw('o.ref = f.ref and o.rule = f.rule and o.detail = f.detail')
          .select(this.knex.raw('1')),
      );
  }

  /** Accepts findings, in place of what was said of them before. */
  async excuse(
    tx: Knex.Transaction,
    findings: readonly FindingKey[],
    excuse: { until: number; reason: string; byRef: string },
  ): Promise<void> {
    await upsertRows(
      tx,
      'ci_excuses',
      findings.map(({ ref, rule, detail }) => ({
        ref,
        rule,
        detail,
        until: excuse.until,
        reason: excuse.reason,
        by_ref: excuse.byRef,
      })),
      ['ref', 'rule', 'detail'],
    );
  }

  /** Takes back that findings are accepted. */
  async unexcuse(
    tx: Knex.Transaction,
    findings: readonly FindingKey[],
  ): Promise<void> {
    const wanted = new Set(findings.map(keyOf));
    const rows = await rowsAmong(
      tx,
      'ci_excuses',
      'ref',
      findings.map(f => f.ref),
      ['ref', 'rule', 'detail'],
    );
    // At most as many as one request names.
    const gone = rows.filter(row => wanted.has(keyOf(row)));
    if (gone.length === 0) return;
    await tx('ci_excuses')
      .where(w => {
        for (const { ref, rule, detail } of gone)
          w.orWhere({ ref, rule, detail });
      })
      .delete();
  }
}
