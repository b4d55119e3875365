import type {
  CiClass,
  CiFact,
  CiItemState,
} from '@callboard/plugin-itsm-common';

/** What says which class an entity is of. References and kinds in their stored form. */
export interface Classifiable {
  ref: string;
  kind: string;
  /** Its `spec.type`. */
  type?: string;
}

/** What is known of a configuration item beside its catalog entity. */
export interface CiFacts {
  ref: string;
  /** The id of the item. */
  itemId: string;
  /** The key of its class; absent for an entity from Git that no class types. */
  class?: string;
  state: CiItemState;
  /** Whether its entity is made here; others come from elsewhere in the catalog. */
  owned: boolean;
  /** What counts, by the key of the attribute; `title`, `owner` … of owned items too. */
  values: ReadonlyMap<string, CiFact>;
  /** When any source last named it, milliseconds since the epoch. */
  seenAt?: number;
}

/**
 * Reads classes and attributes for the rest of the practice. It filters by nothing: what a caller
 * may see is `kernel.catalogAccess.readable`, asked before.
 */
export interface CiFactsReader {
  /** All classes by name. */
  classes(): Promise<CiClass[]>;
  /** The class of an entity: that of its item, or the one that applies to its kind and type. */
  classOf(entity: Classifiable): Promise<CiClass | undefined>;
  /** The classes of many entities, by reference; those without one are left out. */
  classesOf(entities: readonly Classifiable[]): Promise<Map<string, CiClass>>;
  /**
   * What is known of items, by reference; those that nobody noted anything of are left out. Former
   * names are found too. One query for each 400.
   */
  attributesOf(refs: readonly string[]): Promise<Map<string, CiFacts>>;
}
