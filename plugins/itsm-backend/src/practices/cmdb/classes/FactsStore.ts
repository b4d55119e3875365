import type { CiFact, CiItemState } from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import { chunksOf, isPostgres, rowsAmong } from './BulkStore';
import type { CiFacts } from './CiFactsReader';

/** Nobody merges a chain as long as that. */
const MOST_HOPS = 20;

/** Reads what counts of items. */
export class FactsStore {
  constructor(private readonly knex: Knex) {}

  /** What is known of items, by reference. What was merged away is what it was merged into. */
  async byRefs(refs: readonly string[]): Promise<Map<string, CiFacts>> {
    const items = await rowsAmong(this.knex, 'ci_items', 'ref', refs);
    const byRef = new Map<string, any>(items.map(row => [row.ref, row]));
    // What it was merged into may have been merged itself.
    for (let hop = 0; hop < MOST_HOPS; hop += 1) {
      const into = [...byRef.values()].flatMap(row => row.merged_into ?? []);
      if (into.length === 0) break;
      const found = new Map<string, any>(
        (await rowsAmong(this.knex, 'ci_items', 'id', into)).map(row => [
          row.id,
          row,
        ]),
      );
      for (const [ref, row] of byRef)
        byRef.set(ref, found.get(row.merged_into) ?? row);
    }
    const ids = [...new Set([...byRef.values()].map(row => row.id as string))];
    const [values, seen] = await Promise.all([
      this.#values(ids),
      this.#seen(ids),
    ]);
    return new Map(
      [...byRef].map(([ref, row]) => [
        ref,
        {
          ref: row.ref,
          itemId: row.id,
          class: row.class ?? undefined,
          state: row.state as CiItemState,
          owned: Boolean(row.owned),
          values: values.get(row.id) ?? new Map(),
          seenAt: seen.get(row.id),
        },
      ]),
    );
  }

  /** What counts of one attribute, by reference; items without it are left out. */
  async valuesOf(
    key: string,
    refs: readonly string[],
  ): Promise<Map<string, unknown>> {
    const query = () =>
      this.knex('ci_items as i')
        .join('ci_values as v', 'v.item_id', 'i.id')
        .where('v.key', key)
        .select('i.ref', 'v.value');
    const rows: any[] = [];
    if (isPostgres(this.knex)) {
      rows.push(...(await query().whereRaw('i.ref = any(?)', [refs as any])));
    } else {
      for (const chunk of chunksOf(refs))
        rows.push(...(await query().whereIn('i.ref', chunk)));
    }
    return new Map(rows.map(row => [row.ref, JSON.parse(row.value)]));
  }

  async #values(
    ids: readonly string[],
  ): Promise<Map<string, Map<string, CiFact>>> {
    const byItem = new Map<string, Map<string, CiFact>>();
    for (const row of await rowsAmong(this.knex, 'ci_values', 'item_id', ids)) {
      const values = byItem.get(row.item_id) ?? new Map<string, CiFact>();
      byItem.set(row.item_id, values);
      values.set(row.key, {
        value: JSON.parse(row.value),
        source: row.source,
        since: Number(row.since),
      });
    }
    return byItem;
  }

  async #seen(ids: readonly string[]): Promise<Map<string, number>> {
    const latest = new Map<string, number>();
    const rows = await rowsAmong(this.knex, 'ci_claims', 'item_id', ids, [
      'item_id',
      'seen_at',
    ]);
    for (const row of rows) {
      const at = Number(row.seen_at);
      if (at > (latest.get(row.item_id) ?? 0)) latest.set(row.item_id, at);
    }
    return latest;
  }
}
