import type { ViewQuery, ViewSharing } from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';

/** A saved view as it is stored. Instants are milliseconds since the epoch. */
export interface StoredView {
  id: string;
  ownerRef: string;
  page: string;
  name: string;
  query: ViewQuery;
  sharing: ViewSharing;
  groups: readonly string[];
  version: number;
  createdAt: number;
  updatedAt: number;
}

/** Where somebody starts on a page, and in which order they see its views. */
export interface StoredPreferences {
  defaultViewId?: string;
  order: readonly string[];
}

type Row = Record<string, any>;

function toView(row: Row, groups: readonly string[]): StoredView {
  return {
    id: row.id,
    ownerRef: row.owner_ref,
    page: row.page,
    name: row.name,
    query: JSON.parse(row.query),
    sharing: row.sharing,
    groups,
    version: row.version,
    createdAt: Number(row.created_at),
    updatedAt: Number(row.updated_at),
  };
}

const toRow = (view: StoredView): Row => ({
  id: view.id,
  owner_ref: view.ownerRef,
  page: view.page,
  name: view.name,
  query: JSON.stringify(view.query),
  sharing: view.sharing,
  version: view.version,
  created_at: view.createdAt,
  updated_at: view.updatedAt,
});

/** The tables of saved views. */
export class ViewStore {
  constructor(private readonly knex: Knex) {}

  async #withGroups(rows: readonly Row[]): Promise<StoredView[]> {
    const shared: Row[] =
      rows.length === 0
        ? []
        : await this.knex('saved_view_groups')
            .whereIn(
              'view_id',
              rows.map(r => r.id),
            )
            .orderBy('group_ref');
    return rows.map(row =>
      toView(
        row,
        shared.filter(s => s.view_id === row.id).map(s => s.group_ref),
      ),
    );
  }

  /** Views of a page that are somebody's own or shared with them. */
  async seenBy(
    ref: string,
    ownership: readonly string[],
    page: string,
  ): Promise<StoredView[]> {
    const rows = await this.knex('saved_views as v')
      .where('v.page', page)
      .where(w =>
        w
          .where('v.owner_ref', ref)
          .orWhere('v.sharing', 'everybody')
          .orWhere(g =>
            g.where('v.sharing', 'groups').whereIn('v.id', ids =>
              ids
                .select('view_id')
                .from('saved_view_groups')
                .whereIn('group_ref', [...ownership]),
            ),
          ),
      )
      .orderBy(['v.created_at', 'v.id'])
      .select('v.*');
    return this.#withGroups(rows);
  }

  async find(id: string): Promise<StoredView | undefined> {
    const row = await this.knex('saved_views').where('id', id).first();
    return row && (await this.#withGroups([row]))[0];
  }

  /** How many views somebody has, over all pages. */
  async countOf(ownerRef: string): Promise<number> {
    const row = await this.knex('saved_views')
      .where('owner_ref', ownerRef)
      .count({ n: '*' })
      .first();
    return Number(row!.n);
  }

  async insert(tx: Knex.Transaction, view: StoredView): Promise<void> {
    await tx('saved_views').insert(toRow(view));
    await this.#share(tx, view);
  }

  /**
   * Writes a changed view, whose version is one more than it was.
   *
   * @returns whether the row still had the version before
   */
  async update(tx: Knex.Transaction, view: StoredView): Promise<boolean> {
    const { id, ...values } = toRow(view);
    const count = await tx('saved_views')
      .where({ id, version: view.version - 1 })
      .update(values);
    if (count === 0) return false;
    await tx('saved_view_groups').where('view_id', id).delete();
    await this.#share(tx, view);
    return true;
  }

  async #share(tx: Knex.Transaction, view: StoredView): Promise<void> {
    if (view.groups.length === 0) return;
    await tx('saved_view_groups').insert(
      view.groups.map(group => ({ view_id: view.id, group_ref: group })),
    );
  }

  async delete(tx: Knex.Transaction, id: string): Promise<void> {
    await tx('saved_views').where('id', id).delete();
  }

  async preferences(ref: string, page: string): Promise<StoredPreferences> {
    const row = await this.knex('saved_view_preferences')
      .where({ user_ref: ref, page })
      .first();
    return {
      defaultViewId: row?.default_view_id ?? undefined,
      order: row ? JSON.parse(row.view_order) : [],
    };
  }

  async prefer(
    tx: Knex.Transaction,
    ref: string,
    page: string,
    preferences: StoredPreferences,
  ): Promise<void> {
    await tx('saved_view_preferences')
      .insert({
        user_ref: ref,
        page,
        default_view_id: preferences.defaultViewId ?? null,
        view_order: JSON.stringify(preferences.order),
      })
      .onConflict(['user_ref', 'page'])
      .merge(['default_view_id', 'view_order']);
  }

  /** Deletes what is kept of somebody: their views, shared ones too, and their preferences. */
  async forget(tx: Knex.Transaction, ref: string): Promise<void> {
    await tx('saved_view_preferences').where('user_ref', ref).delete();
    await tx('saved_views').where('owner_ref', ref).delete();
  }
}
