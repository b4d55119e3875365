import type { CiListItem } from '@callboard/plugin-itsm-common';
import type { Caller } from '@callboard/plugin-itsm-node';
import type { CiFactsReader } from '../classes';
import type { CiRows } from './CiRows';
import type { CiRow, CiStore } from './CiStore';
import { classIn } from './classRules';

/** Says how well the data of items that a caller may see are, 0 to 100, by reference. */
export interface CiHealthReader {
  scoresOf(
    refs: readonly string[],
    caller: Caller,
  ): Promise<ReadonlyMap<string, number>>;
}

/** Completes rows with what lists say of an item beside its entity. */
export class CiItems {
  constructor(
    private readonly rows: CiRows,
    private readonly store: CiStore,
    private readonly facts: Pick<CiFactsReader, 'classes'>,
    private readonly health?: CiHealthReader,
  ) {}

  /**
   * Rows as items. Four statements, whatever their number up to 400.
   *
   * @param rows - what the caller may see
   * @param wanted.attributes - keys of attributes to be along
   */
  async of(
    caller: Caller,
    rows: readonly CiRow[],
    wanted: { attributes?: readonly string[] } = {},
  ): Promise<CiListItem[]> {
    const refs = rows.map(row => row.ref);
    const { attributes: keys = [] } = wanted;
    const [changes, sources, attributes, scores, classes] = await Promise.all([
      this.rows.lastChanges(caller, rows),
      this.store.sources(refs),
      keys.length > 0 ? this.store.attributes(refs, keys) : undefined,
      this.health?.scoresOf(refs, caller),
      this.facts.classes(),
    ]);
    return rows.map(row => ({
      id: row.ref,
      ref: row.ref,
      title: row.title,
      kind: row.kind,
      type: row.type,
      ownerRef: row.ownerRef,
      systemRef: row.systemRef,
      lifecycle: row.lifecycle,
      class: classIn(classes, row)?.key,
      origin: row.owned ? 'sources' : 'catalog',
      sources: sources.get(row.ref) ?? [],
      attributes: attributes && (attributes.get(row.ref) ?? {}),
      health: scores?.get(row.ref),
      lastChange: changes.get(row.ref),
      goneAt:
        row.goneAt === undefined
          ? undefined
          : new Date(row.goneAt).toISOString(),
    }));
  }
}
