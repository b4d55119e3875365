import type { CiFact, CiItemState } from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import { rowsAmong } from '../classes/BulkStore';
import type { EntityVersion } from './CatalogAttributes';

/** An item of ours, as its entity is made from it. */
export interface OwnedItem {
  id: string;
  ref: string;
  class?: string;
  title: string;
  state: CiItemState;
  formerly: string[];
  revision: number;
  values: ReadonlyMap<string, CiFact>;
}

/** Reads the items that are entities of ours. */
export class EntityStore {
  constructor(private readonly knex: Knex) {}

  /** Items that changed after a revision, in the order of their changes. */
  async after(revision: number, limit: number): Promise<OwnedItem[]> {
    const rows = await this.knex('ci_items')
      .where('revision', '>', revision)
      .where('owned', true)
      .orderBy('revision')
      .limit(limit);
    const values = await rowsAmong(
      this.knex,
      'ci_values',
      'item_id',
      rows.map(row => row.id),
    );
    const byItem = new Map<string, Map<string, CiFact>>();
    for (const row of values) {
      const all = byItem.get(row.item_id) ?? new Map<string, CiFact>();
      byItem.set(row.item_id, all);
      all.set(row.key, {
        value: JSON.parse(row.value),
        source: row.source,
        since: Number(row.since),
      });
    }
    return rows.map(row => ({
      id: row.id,
      ref: row.ref,
      class: row.class ?? undefined,
      title: row.title,
      state: row.state,
      formerly: JSON.parse(row.formerly),
      revision: Number(row.revision),
      values: byItem.get(row.id) ?? new Map(),
    }));
  }

  /** Versions of entities in the history, in the order of the journal. */
  async versionsAfter(
    position: number,
    limit: number,
  ): Promise<EntityVersion[]> {
    const rows = await this.knex('ci_versions')
      .where('position', '>', position)
      .orderBy('position')
      .limit(limit)
      .select('position', 'ref', 'what', 'fields', 'changes');
    return rows.map(row => ({
      position: Number(row.position),
      ref: row.ref,
      what: row.what,
      fields: JSON.parse(row.fields),
      changed: JSON.parse(row.changes).changes.map(
        (c: { field: string }) => c.field,
      ),
    }));
  }
}
