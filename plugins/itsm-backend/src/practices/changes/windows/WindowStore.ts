import type { ScopeItem, WindowScope } from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';

/** Below the parameters that SQLite takes in one statement. */
const CHUNK = 400;
/** The most items that one maintenance is about. */
export const MOST_NAMED = 2_000;

/** What windows ask the copy of the catalog. */
export class WindowStore {
  constructor(private readonly knex: Knex) {}

  /** Items with owner and system, in the order given; those that are not there by name alone. */
  async itemsOf(refs: readonly string[]): Promise<ScopeItem[]> {
    const wanted = [...new Set(refs)];
    const known = new Map<string, ScopeItem>();
    for (let i = 0; i < wanted.length; i += CHUNK) {
      const rows = await this.knex('catalog_entities')
        .whereIn('ref', wanted.slice(i, i + CHUNK))
        .select('ref', 'owner_ref', 'system_ref');
      for (const { ref, owner_ref: owner, system_ref: system } of rows)
        known.set(ref, {
          ref,
          ownerRef: owner ?? undefined,
          systemRef: system ?? undefined,
        });
    }
    return wanted.map(ref => known.get(ref) ?? { ref });
  }

  /**
   * The items that a scope names now, without regard to what it excepts: by themselves, as part of a
   * service, by their owner. People and groups are no items.
   */
  async itemsNamedBy({
    services = [],
    items = [],
    owners = [],
  }: Pick<WindowScope, 'services' | 'items' | 'owners'>): Promise<ScopeItem[]> {
    const rows = await this.knex('catalog_entities')
      .whereNull('removed_at')
      .whereNotIn('kind', ['user', 'group', 'location', 'template'])
      .where(w =>
        w
          .whereIn('ref', [...services, ...items])
          .orWhereIn('system_ref', [...services])
          .orWhereIn('owner_ref', [...owners]),
      )
      .orderBy('ref')
      .limit(MOST_NAMED)
      .select('ref', 'owner_ref', 'system_ref');
    return rows.map(({ ref, owner_ref: owner, system_ref: system }) => ({
      ref,
      ownerRef: owner ?? undefined,
      systemRef: system ?? undefined,
    }));
  }
}
