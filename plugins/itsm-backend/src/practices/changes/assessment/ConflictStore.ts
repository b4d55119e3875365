import { AFFECTS } from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import { MOST_CONFLICTS_KEPT } from './kinds';

/** A connection or transaction, for who hands it on. */
export type Executor = Knex;
export type Transaction = Knex.Transaction;

/** A conflict of a change with another one. */
export interface KeptConflict {
  recordId: string;
  otherId: string;
  kind: string;
}

const keyOf = ({ recordId, otherId, kind }: KeptConflict) =>
  `${recordId} ${otherId} ${kind}`;
const byKey = (a: KeptConflict, b: KeptConflict) =>
  keyOf(a) < keyOf(b) ? -1 : 1;
const toRow = ({ recordId, otherId, kind }: KeptConflict) => ({
  record_id: recordId,
  other_id: otherId,
  kind,
});
/** Three parameters a row: below what SQLite takes. */
const ROWS = 200;

/** Which changes are in conflict, as it was found last. Derived from the assessments. */
export class ConflictStore {
  constructor(private readonly knex: Knex) {}

  /** Those that name a change on either side. */
  async of(recordId: string): Promise<KeptConflict[]> {
    const rows = await this.knex('change_conflicts')
      .where('record_id', recordId)
      .orWhere('other_id', recordId)
      .limit(2 * MOST_CONFLICTS_KEPT)
      .select('record_id', 'other_id', 'kind');
    return rows.map(row => ({
      recordId: row.record_id,
      otherId: row.other_id,
      kind: row.kind,
    }));
  }

  /**
   * Writes what is another thing now. In one order everywhere, so that two that look at each other do not
   * wait for each other.
   */
  async write(
    tx: Knex.Transaction,
    gone: readonly KeptConflict[],
    come: readonly KeptConflict[],
  ): Promise<void> {
    const removed = [...gone].sort(byKey);
    for (let i = 0; i < removed.length; i += ROWS)
      await tx('change_conflicts')
        .whereIn(
          ['record_id', 'other_id', 'kind'],
          removed
            .slice(i, i + ROWS)
            .map(({ recordId, otherId, kind }) => [recordId, otherId, kind]),
        )
        .delete();
    const rows = [...come].sort(byKey).map(toRow);
    for (let i = 0; i < rows.length; i += ROWS)
      await tx('change_conflicts')
        .insert(rows.slice(i, i + ROWS))
        .onConflict(['record_id', 'other_id', 'kind'])
        .ignore();
  }

  /** Changes that are still to be done, in pages by their id. */
  async planned(after: string, limit: number): Promise<string[]> {
    const rows = await this.knex('records')
      .where('type', 'change')
      .whereIn('status_category', ['open', 'waiting'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(limit)
      .select('id');
    return rows.map(row => row.id);
  }

  /** What those affect, each by its id: what they name, or their service. */
  async affectedBy(
    ids: readonly string[],
  ): Promise<{ id: string; items: string[] }[]> {
    if (ids.length === 0) return [];
    const [records, links] = await Promise.all([
      this.knex('records')
        .whereIn('id', [...ids])
        .select('id', 'service_ref'),
      this.knex('links')
        .whereIn('from_id', [...ids])
        .where('kind', AFFECTS)
        .whereNotNull('to_ref')
        .select('from_id', 'to_ref'),
    ]);
    const named = new Map<string, string[]>();
    for (const { from_id: id, to_ref: ref } of links)
      named.set(id, [...(named.get(id) ?? []), ref]);
    return records.map(({ id, service_ref: service }) => ({
      id,
      items: named.get(id) ?? (service ? [service] : []),
    }));
  }
}

/** What of some conflicts are not among others. */
export function conflictsWithout(
  these: readonly KeptConflict[],
  those: readonly KeptConflict[],
): KeptConflict[] {
  const known = new Set(those.map(keyOf));
  return these.filter(one => !known.has(keyOf(one)));
}
