import {
  ACTIVE_CATEGORIES,
  type HeldAs,
  type StrandedWork,
} from '@callboard/plugin-itsm-common';
import { FORMER_NAMES, type Caller } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { readableSql } from '../access/sql';
import type { RecordTypes } from '../RecordTypes';

const COLUMNS: Record<HeldAs, string> = {
  owner: 'r.owner_ref',
  assignee: 'r.assignee_ref',
};

/** More holders who are gone than anybody goes through in one sitting. */
const MOST_HOLDERS = 500;

/** Finds open records whose holder is not in the catalog. */
export class HandoverStore {
  constructor(
    private readonly knex: Knex,
    private readonly types: RecordTypes,
  ) {}

  /** Open records of holders who are gone, among those that the caller may read. */
  async stranded(caller: Caller, heldAs: HeldAs): Promise<StrandedWork[]> {
    const column = COLUMNS[heldAs];
    const readable = readableSql(caller, this.types.all());
    const rows = await this.knex('records as r')
      .leftJoin('catalog_entities as e', 'e.ref', column)
      .leftJoin(this.knex.raw(`${FORMER_NAMES} as a`), 'a.alias_ref', column)
      .leftJoin('catalog_entities as n', 'n.ref', 'a.ref')
      .whereIn('r.status_category', [...ACTIVE_CATEGORIES])
      .whereNotNull(column)
      .where(w => w.whereNull('e.ref').orWhereNotNull('e.removed_at'))
      .whereRaw(readable.sql, readable.bindings)
      .groupBy(column, 'a.ref', 'e.removed_at', 'n.removed_at')
      .orderBy('records', 'desc')
      .orderBy('ref')
      .limit(MOST_HOLDERS)
      .select({
        ref: column,
        now_ref: 'a.ref',
        removed_at: this.knex.raw('coalesce(n.removed_at, e.removed_at)'),
        is_gone: this.knex.raw(
          'case when a.ref is null or n.removed_at is not null then 1 else 0 end',
        ),
      })
      .count({ records: '*' });
    return (rows as any[]).map(row => {
      const gone = row.removed_at === null ? 'unknown' : 'removed';
      // What was renamed and is gone by now can take nothing over.
      const renamed = Number(row.is_gone) === 0;
      return {
        heldAs,
        ref: row.ref,
        state: renamed ? 'renamed' : gone,
        nowRef: renamed ? row.now_ref : undefined,
        removedAt:
          row.removed_at === null
            ? undefined
            : new Date(Number(row.removed_at)).toISOString(),
        records: Number(row.records),
      };
    });
  }

  /** Open records that somebody holds, oldest first, and how many there are beyond the limit. */
  async heldBy(
    caller: Caller,
    heldAs: HeldAs,
    ref: string,
    limit: number,
  ): Promise<{ items: { id: string; number: string }[]; total: number }> {
    const readable = readableSql(caller, this.types.all());
    const base = () =>
      this.knex('records as r')
        .whereIn('r.status_category', [...ACTIVE_CATEGORIES])
        .where(COLUMNS[heldAs], ref)
        .whereRaw(readable.sql, readable.bindings);
    const [items, counted] = await Promise.all([
      base().orderBy('r.id').limit(limit).select('r.id', 'r.number'),
      base().count({ n: '*' }).first(),
    ]);
    return { items, total: Number((counted as any).n) };
  }
}
