import {
  HEALTH_DIMENSIONS,
  FINDING_SEVERITIES,
  type FindingSeverity,
  type HealthDimension,
} from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import { v7 as uuidv7 } from 'uuid';
import {
  changeAmong,
  isPostgres,
  rowsAmong,
  upsertRows,
} from '../classes/BulkStore';
import type { Hundredths, Weighed } from './score';

/** A database, or the transaction to work in. */
export type Executor = Knex;
/** The transaction of a command. */
export type Tx = Knex.Transaction;

/** What names a finding: an item has it once. */
export interface FindingKey {
  ref: string;
  rule: string;
  detail: string;
}

/** A finding as an evaluation gives it. */
export interface EvaluatedFinding extends FindingKey {
  field?: string;
  dimension: HealthDimension;
  severity: FindingSeverity;
  message: string;
  plain?: string;
  advice: string;
  about?: readonly string[];
}

/** What an evaluation gives of an item. */
export interface EvaluatedItem {
  ref: string;
  title: string;
  kind: string;
  class?: string;
  ownerRef?: string;
  systemRef?: string;
  scores: Hundredths;
  weighed: Readonly<Record<HealthDimension, Weighed>>;
  /** Findings by dimension that are not excused. */
  counts: Readonly<Record<HealthDimension, number>>;
  excused: number;
  confirmedAt?: number;
  confirmDueAt?: number;
  findings: readonly EvaluatedFinding[];
}

/** What is known of the looking itself. */
export interface EvaluationState {
  basis?: string;
  evaluatedAt?: number;
  /** Of the looking at all items that was last begun. */
  begunBasis?: string;
  begunAt?: number;
  /** When the day will be closed. */
  nextDayAt?: number;
}

export const keyOf = ({ ref, rule, detail }: FindingKey) =>
  JSON.stringify([ref, rule, detail]);

const instant = (value: unknown) =>
  value === null || value === undefined ? undefined : Number(value);

function toRow(item: EvaluatedItem): Record<string, unknown> {
  const { scores, weighed, counts } = item;
  return {
    ref: item.ref,
    title: item.title,
    kind: item.kind,
    class: item.class ?? null,
    owner_ref: item.ownerRef ?? null,
    system_ref: item.systemRef ?? null,
    score: scores.overall ?? null,
    ...Object.fromEntries(
      HEALTH_DIMENSIONS.flatMap(d => [
        [d, scores[d] ?? null],
        [`${d}_total`, weighed[d].total],
        [`${d}_failed`, weighed[d].failed],
        [`${d}_findings`, counts[d]],
      ]),
    ),
    excused: item.excused,
    confirmed_at: item.confirmedAt ?? null,
    confirm_due_at: item.confirmDueAt ?? null,
  };
}

const findingRow = (f: EvaluatedFinding): Record<string, unknown> => ({
  ref: f.ref,
  rule: f.rule,
  detail: f.detail,
  field: f.field ?? null,
  dimension: f.dimension,
  rank: FINDING_SEVERITIES.indexOf(f.severity) + 1,
  message: f.message,
  plain: f.plain ?? null,
  advice: f.advice,
  about: f.about?.length ? JSON.stringify(f.about) : null,
});

/** Numbers that the engine gives as texts are numbers. */
const same = (kept: any, made: unknown) =>
  typeof made === 'number' && kept !== null
    ? Number(kept) === made
    : kept === made;

const differs = (kept: any, made: Record<string, unknown>) =>
  Object.entries(made).some(([key, value]) => !same(kept[key], value));

/** Writes what evaluations give: only what differs. All in one transaction at a time. */
export class EvaluationStore {
  constructor(readonly knex: Knex) {}

  /**
   * The state, held to the end of the transaction: whoever looks at items does so alone, so that
   * nothing older is written over something newer.
   */
  async hold(tx: Knex.Transaction): Promise<EvaluationState> {
    const query = tx('ci_health_state').where('id', 'all');
    if (isPostgres(tx)) query.forUpdate();
    return this.#toState(await query.first());
  }

  async state(executor: Knex = this.knex): Promise<EvaluationState> {
    return this.#toState(await executor('ci_health_state').first());
  }

  #toState(row: any): EvaluationState {
    return {
      basis: row?.basis ?? undefined,
      evaluatedAt: instant(row?.evaluated_at),
      begunBasis: row?.begun_basis ?? undefined,
      begunAt: instant(row?.begun_at),
      nextDayAt: instant(row?.next_day_at),
    };
  }

  /** Notes what is given of the state. */
  async setState(executor: Knex, state: EvaluationState): Promise<void> {
    const columns: Record<keyof EvaluationState, string> = {
      basis: 'basis',
      evaluatedAt: 'evaluated_at',
      begunBasis: 'begun_basis',
      begunAt: 'begun_at',
      nextDayAt: 'next_day_at',
    };
    await executor('ci_health_state')
      .where('id', 'all')
      .update(
        Object.fromEntries(
          Object.entries(state).map(([key, value]) => [
            columns[key as keyof EvaluationState],
            value,
          ]),
        ),
      );
  }

  /** Those of the findings of items that are accepted at an instant, by {@link keyOf}. */
  async excused(
    executor: Knex,
    refs: readonly string[],
    now: number,
  ): Promise<Set<string>> {
    const rows = await rowsAmong(executor, 'ci_excuses', 'ref', refs, [
      'ref',
      'rule',
      'detail',
      'until',
    ]);
    return new Set(
      rows.filter(row => Number(row.until) > now).map(row => keyOf(row)),
    );
  }

  /**
   * Brings what is stored of items to what was found. A finding that was there keeps its id and
   * since when it is known.
   *
   * @param refs - the items that were looked at; of those that gave nothing, nothing stays
   * @returns the findings that are no longer
   */
  async write(
    tx: Knex.Transaction,
    refs: readonly string[],
    items: readonly EvaluatedItem[],
    now: number,
  ): Promise<FindingKey[]> {
    const kept = new Map<string, any>(
      (await rowsAmong(tx, 'ci_health', 'ref', refs)).map(row => [
        row.ref,
        row,
      ]),
    );
    const given = new Set(items.map(item => item.ref));
    await changeAmong(
      tx,
      'ci_health',
      'ref',
      [...kept.keys()].filter(ref => !given.has(ref)),
      query => query.delete(),
    );
    await upsertRows(
      tx,
      'ci_health',
      items
        .map(toRow)
        .filter(row => {
          const before = kept.get(String(row.ref));
          return !before || differs(before, row);
        })
        .map(row => ({ ...row, evaluated_at: now })),
      ['ref'],
    );
    return this.#writeFindings(tx, refs, items, now);
  }

  async #writeFindings(
    tx: Knex.Transaction,
    refs: readonly string[],
    items: readonly EvaluatedItem[],
    now: number,
  ): Promise<FindingKey[]> {
    const stored = new Map<string, any>(
      (await rowsAmong(tx, 'ci_findings', 'ref', refs)).map(row => [
        keyOf(row),
        row,
      ]),
    );
    const written: Record<string, unknown>[] = [];
    for (const finding of items.flatMap(item => item.findings)) {
      const key = keyOf(finding);
      const row = findingRow(finding);
      const before = stored.get(key);
      stored.delete(key);
      if (before && !differs(before, row)) continue;
      written.push({
        id: before?.id ?? uuidv7(),
        ...row,
        since: before ? Number(before.since) : now,
      });
    }
    const gone = [...stored.values()];
    await changeAmong(
      tx,
      'ci_findings',
      'id',
      gone.map(row => row.id),
      query => query.delete(),
    );
    await upsertRows(tx, 'ci_findings', written, ['id']);
    return gone.map(({ ref, rule, detail }) => ({ ref, rule, detail }));
  }

  /** The open tasks of findings, by the ids of their records. */
  async openTasks(
    executor: Knex,
    findings: readonly FindingKey[],
  ): Promise<Map<string, string>> {
    const wanted = new Set(findings.map(keyOf));
    const rows = (
      await rowsAmong(
        executor,
        'ci_finding_tasks',
        'ref',
        findings.map(f => f.ref),
      )
    ).filter(row => wanted.has(keyOf(row)));
    const records = await rowsAmong(
      executor,
      'records',
      'id',
      rows.map(row => row.record_id),
      ['id', 'status_category'],
    );
    const open = new Set(
      records.filter(r => r.status_category === 'open').map(r => r.id),
    );
    return new Map(
      rows
        .filter(row => open.has(row.record_id))
        .map(row => [keyOf(row), row.record_id]),
    );
  }

  /** The finding that a task is about, as long as it is there. */
  async findingOfTask(recordId: string): Promise<FindingKey | undefined> {
    const row = await this.knex('ci_finding_tasks as t')
      .join('ci_findings as f', join =>
        join
          .on('f.ref', 't.ref')
          .on('f.rule', 't.rule')
          .on('f.detail', 't.detail'),
      )
      .where('t.record_id', recordId)
      .first('f.ref', 'f.rule', 'f.detail');
    return row && { ref: row.ref, rule: row.rule, detail: row.detail };
  }

  /** Notes which record is the task of each finding, in place of the one before. */
  async noteTasks(
    tx: Knex.Transaction,
    tasks: readonly (FindingKey & { recordId: string })[],
  ): Promise<void> {
    await upsertRows(
      tx,
      'ci_finding_tasks',
      tasks.map(({ ref, rule, detail, recordId }) => ({
        ref,
        rule,
        detail,
        record_id: recordId,
      })),
      ['ref', 'rule', 'detail'],
    );
  }

  /** Notes that items changed and are to be looked at. */
  async wait(tx: Knex.Transaction, refs: readonly string[]): Promise<void> {
    await upsertRows(
      tx,
      'ci_health_waiting',
      [...new Set(refs)].sort().map(ref => ({ ref })),
      ['ref'],
      true,
    );
  }

  /**
   * Takes items that wait, some at a time. What changes from here on waits anew; facts must be read
   * after it, in the same transaction.
   */
  async take(tx: Knex.Transaction, limit: number): Promise<string[]> {
    const next = tx('ci_health_waiting').orderBy('ref').limit(limit);
    if (isPostgres(tx)) next.forUpdate().skipLocked();
    const refs = (await next.select('ref')).map(row => row.ref as string);
    await changeAmong(tx, 'ci_health_waiting', 'ref', refs, q => q.delete());
    return refs;
  }

  /** How many wait, up to a number. */
  async countWaiting(upTo: number): Promise<number> {
    const row: any = await this.knex
      .count({ n: '*' })
      .from(this.knex('ci_health_waiting').select('ref').limit(upTo).as('w'))
      .first();
    return Number(row.n);
  }

  /** Forgets what waits. */
  async clearWaiting(tx: Knex.Transaction): Promise<void> {
    await tx('ci_health_waiting').delete();
  }

  /** The items that say something of others, by relation or as their owner. */
  async saying(
    tx: Knex.Transaction,
    refs: readonly string[],
  ): Promise<string[]> {
    const [relations, owned] = [
      await rowsAmong(tx, 'catalog_relations', 'target_ref', refs, [
        'source_ref',
      ]),
      await rowsAmong(tx, 'catalog_entities', 'owner_ref', refs, ['ref']),
    ];
    return [
      ...relations.map(row => row.source_ref as string),
      ...owned.map(row => row.ref as string),
    ];
  }

  /** What items may be the same as, by the ids of the items. */
  async paired(
    tx: Knex.Transaction,
    ids: readonly string[],
  ): Promise<string[]> {
    const rows = [
      ...(await rowsAmong(tx, 'ci_duplicates', 'a_id', ids, ['a_id', 'b_id'])),
      ...(await rowsAmong(tx, 'ci_duplicates', 'b_id', ids, ['a_id', 'b_id'])),
    ];
    const items = await rowsAmong(
      tx,
      'ci_items',
      'id',
      rows.flatMap(row => [row.a_id, row.b_id]),
      ['ref'],
    );
    return items.map(row => row.ref as string);
  }

  /**
   * Items that were found to be possible duplicates, and are not any more as somebody said that they
   * are two. That is in no journal.
   */
  async noLongerPaired(limit: number): Promise<string[]> {
    const rows = await this.knex('ci_findings as f')
      .where('f.rule', 'duplicate')
      .whereNotExists(
        this.knex('ci_items as i')
          .join('ci_duplicates as d', join =>
            join.on('d.a_id', 'i.id').orOn('d.b_id', 'i.id'),
          )
          .join('ci_items as o', 'o.ref', 'f.detail')
          .whereRaw('i.ref = f.ref and o.id in (d.a_id, d.b_id)')
          .where('d.state', 'open')
          .select(this.knex.raw('1')),
      )
      .distinct('f.ref')
      .limit(limit);
    return rows.map(row => row.ref as string);
  }

  /** Items from one on that health is kept of, whether the catalog still has them or not. */
  async evaluatedAfter(
    executor: Knex,
    ref: string,
    upTo: string | undefined,
  ): Promise<string[]> {
    const query = executor('ci_health').where('ref', '>', ref).select('ref');
    if (upTo !== undefined) query.where('ref', '<=', upTo);
    return (await query).map(row => row.ref as string);
  }
}
