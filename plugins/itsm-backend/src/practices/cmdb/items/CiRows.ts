import type { CiListItem } from '@callboard/plugin-itsm-common';
import type { Caller, ItsmKernel } from '@callboard/plugin-itsm-node';
import type { CiReading, CiRow, CiStore, LastChange } from './CiStore';
import { readVisible, type Found } from './readVisible';

type Kernel = Pick<ItsmKernel, 'authorizer' | 'catalogAccess'>;
type ShownChange = NonNullable<CiListItem['lastChange']>;

/** Whether all that a change was is what it did to relations. */
const relatesOnly = ({ what, changes }: LastChange) =>
  what === 'changed' && JSON.parse(changes).changes.length === 0;

/** Configuration items in order, as far as the caller may see them. */
export class CiRows {
  constructor(
    private readonly kernel: Kernel,
    private readonly store: CiStore,
  ) {}

  /** Items from a place on, until so many are found or too many were looked at. */
  async read(
    caller: Caller,
    reading: Omit<CiReading, 'limit'> & {
      wanted: number;
      mostLooked?: number;
    },
  ): Promise<Found<CiRow>> {
    const { wanted, mostLooked, ...question } = reading;
    const byChange =
      question.sort === 'changed' || question.asked.changedSince !== undefined;
    return readVisible<CiRow>(wanted, {
      whole: await this.kernel.authorizer.readsWholeCatalog(caller),
      mostLooked,
      after: (row, limit) =>
        this.store.page({
          ...question,
          after: row?.place ?? question.after,
          limit,
        }),
      visible: rows => this.#visible(caller, rows, byChange),
      canEndAt: row => row.uid !== undefined,
    });
  }

  /** Those that the caller may see; where changes count, those whose newest change they may see. */
  async #visible(
    caller: Caller,
    rows: readonly CiRow[],
    byChange: boolean,
  ): Promise<CiRow[]> {
    const visible = await this.kernel.catalogAccess.readable(
      caller,
      rows.map(row => row.ref),
    );
    const seen = rows.filter(row => visible.has(row.ref));
    if (!byChange) return seen;
    const told = await this.#told(caller, seen);
    return seen.filter(row => told.has(row.ref));
  }

  /**
   * What last became of items. That something about what the caller may not see changed is not
   * told, and the first time that an item was seen is no change.
   */
  async lastChanges(
    caller: Caller,
    rows: readonly CiRow[],
  ): Promise<Map<string, ShownChange>> {
    const told = await this.#told(caller, rows);
    return new Map(
      [...told].flatMap(([ref, { what, at, since }]) =>
        what === 'added' && since === undefined
          ? []
          : [[ref, { at: new Date(at).toISOString(), kind: what }] as const],
      ),
    );
  }

  async #told(
    caller: Caller,
    rows: readonly CiRow[],
  ): Promise<Map<string, LastChange>> {
    const changes = await this.store.lastChanges(rows.map(row => row.ref));
    if (await this.kernel.authorizer.readsWholeCatalog(caller)) return changes;
    const targets = new Map<string, string[]>();
    for (const [ref, change] of changes) {
      if (!relatesOnly(change)) continue;
      const { added, removed } = JSON.parse(change.changes).relations;
      targets.set(
        ref,
        [...added, ...removed].map(r => r.targetRef as string),
      );
    }
    const visible = await this.kernel.catalogAccess.readable(caller, [
      ...new Set([...targets.values()].flat()),
    ]);
    for (const [ref, refs] of targets) {
      if (!refs.some(target => visible.has(target))) changes.delete(ref);
    }
    return changes;
  }
}
