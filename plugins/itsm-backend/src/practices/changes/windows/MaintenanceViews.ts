import { NotFoundError } from '@backstage/errors';
import type { Maintenance } from '@callboard/plugin-itsm-common';
import type { Caller, ItsmKernel } from '@callboard/plugin-itsm-node';
import type {
  AskedMaintenance,
  MaintenanceItem,
  MaintenanceRow,
  MaintenanceStore,
} from './MaintenanceStore';

/** Maintenance that is looked at for one page, at most. */
const MOST_LOOKED = 1_000;
/** Items of one maintenance that somebody who may not see all of the catalog is asked about. */
const MOST_ITEMS = 300;
/** Items that one answer names. */
const MOST_SHOWN = 20;
const AT_ONCE = 100;

const iso = (instant: number) => new Date(instant).toISOString();
const isoOf = (instant: number | undefined) =>
  instant === undefined ? undefined : iso(instant);

type Row = MaintenanceRow & { role?: MaintenanceItem['role'] };

/**
 * Maintenance as somebody may see it: if they may see something that it is about, or that it hits where
 * they asked about that. Of a change that is for its participants alone, nobody else hears; of one that
 * they may not read for another reason, when and what of, and not which.
 */
export class MaintenanceViews {
  constructor(
    private readonly kernel: Pick<
      ItsmKernel,
      'records' | 'catalog' | 'catalogAccess' | 'authorizer'
    >,
    private readonly store: MaintenanceStore,
  ) {}

  /** The entity as it is called now. @throws NotFoundError if it is not there for the caller */
  async entity(caller: Caller, ref: string): Promise<string> {
    const { catalog, catalogAccess } = this.kernel;
    const found = await catalog.find(ref);
    if (found && (await catalogAccess.readable(caller, [found.ref])).size > 0)
      return found.ref;
    throw new NotFoundError(
      `entity: there is no ${ref} in the catalog, or you may not see it; check the reference`,
    );
  }

  /**
   * A page of what the caller may see, behind one. Whoever sees little may get fewer than asked for, and
   * a next page all the same.
   */
  async page(
    caller: Caller,
    asked: AskedMaintenance,
    wanted: number,
    after?: MaintenanceRow,
  ): Promise<{ items: Maintenance[]; last?: MaintenanceRow; more: boolean }> {
    const items: Maintenance[] = [];
    let last = after;
    for (let looked = 0; looked < MOST_LOOKED; ) {
      const size = looked === 0 ? wanted + 1 : AT_ONCE;
      const batch = await this.store.page(asked, size, last);
      const seen = await this.#present(caller, batch, asked.entity);
      for (const row of batch) {
        const view = seen.get(row.id);
        if (view && items.length === wanted) return { items, last, more: true };
        if (view) items.push(view);
        last = row;
      }
      if (batch.length < size) return { items, last, more: false };
      looked += batch.length;
    }
    return { items, last, more: true };
  }

  /** Those of the changes whose maintenance somebody may hear of, whether they may read them or not. */
  async told(
    caller: Caller,
    recordIds: readonly string[],
  ): Promise<ReadonlySet<string>> {
    if (recordIds.length === 0) return new Set();
    const [known, numbers] = await Promise.all([
      this.store.records(recordIds),
      this.kernel.records.readableNumbers(caller, recordIds),
    ]);
    return new Set(
      recordIds.filter(id => numbers.has(id) || !known.get(id)?.restricted),
    );
  }

  /** Those of some that the caller may see, by id. */
  async #present(
    caller: Caller,
    rows: readonly Row[],
    entity?: string,
  ): Promise<Map<string, Maintenance>> {
    const { records, authorizer, catalogAccess } = this.kernel;
    if (rows.length === 0) return new Map();
    const ids = rows.map(({ id }) => id);
    const recordIds = rows.flatMap(({ recordId }) => recordId ?? []);
    const seesAll = await authorizer.readsWholeCatalog(caller);
    const [items, counts, known, numbers] = await Promise.all([
      this.store.itemsOf(ids, seesAll ? MOST_SHOWN : MOST_ITEMS),
      seesAll ? this.store.affectedCounts(ids) : undefined,
      this.store.records(recordIds),
      records.readableNumbers(caller, recordIds),
    ]);
    const readable = await catalogAccess.readable(
      caller,
      [...items.values()].flat().map(({ ref }) => ref),
    );
    const views = new Map<string, Maintenance>();
    for (const row of rows) {
      const { recordId } = row;
      const record = recordId ? known.get(recordId) : undefined;
      const number = recordId && numbers.get(recordId);
      if (record?.restricted && !number) continue;
      const own = (items.get(row.id) ?? []).filter(i => readable.has(i.ref));
      const named = own.filter(({ role }) => role === 'named');
      // Of an entity that it hits, maintenance is told without what it is about, if that is not theirs.
      if (named.length === 0 && entity === undefined) continue;
      views.set(row.id, {
        id: row.id,
        state: row.state,
        source: row.source,
        startsAt: iso(row.startsAt),
        endsAt: isoOf(row.endsAt),
        startedAt: isoOf(row.startedAt),
        endedAt: isoOf(row.endedAt),
        expectedImpact: row.impact,
        ...(number && {
          change: { id: recordId, number, title: record?.title ?? number },
        }),
        ...(row.source === 'window' &&
          named.length > 0 && {
            window: { key: row.sourceKey, title: row.title ?? row.sourceKey },
          }),
        items: named.slice(0, MOST_SHOWN).map(({ ref }) => ref),
        affected: counts?.get(row.id) ?? own.length - named.length,
        ...(row.role && { role: row.role }),
      });
    }
    return views;
  }
}
