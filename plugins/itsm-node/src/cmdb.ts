import type {
  CiEventKind,
  CiFieldChange,
  CiRelation,
  Connection,
  OperationalState,
  OtherItems,
  Dependencies,
  DependenciesQuery,
  Impact,
  ImpactQuery,
  SinglePoints,
  SinglePointsQuery,
} from '@callboard/plugin-itsm-common';
import type { Caller } from './caller';
import { createTypedServiceRef } from './services';

/**
 * Says how it stands with configuration items. Everybody hears of it who may see the item, so it
 * must tell nothing that is not for everybody.
 */
export interface CiStateSource {
  id: string;
  /** Items by reference; those that are not named are up and left alone. */
  states(): Promise<ReadonlyMap<string, OperationalState>>;
}

/** A configuration item, and what it needs directly. */
export interface NeededItem {
  ref: string;
  title: string;
  kind: string;
  type?: string;
  ownerRef?: string;
  /** Without any of these it fails. What is in a group is not among them. */
  needs: string[];
  /** Of each at least so many must be up. */
  groups: { name?: string; atLeast: number; of: string[] }[];
}

/** Items and all that they need, directly and by others, to reckon with. */
export interface NeededItems {
  /** Those of the items asked about that are there, as far as the caller may see them. */
  asked: string[];
  /** They and what they need, nearest first. What the caller may not see counts as up. No teams. */
  items: NeededItem[];
  /** Whether there are more than were asked for; those count as up, too. */
  truncated: boolean;
  /** Whether the caller may see all of the catalog. */
  wholeCatalog: boolean;
}

/** An item that fails, and what is known of it. */
export interface FailingItem {
  ref: string;
  title: string;
  kind: string;
  type?: string;
  /** If the caller may see it, like the system. */
  ownerRef?: string;
  systemRef?: string;
  /** How many steps away; what was asked about is 0. */
  distance: number;
  /** Of the attributes that were asked for those that it has, as text; absent if it has none. */
  attributes?: Readonly<Record<string, string>>;
}

/** What fails with some items, and what they have to do with others. */
export interface ItemConnections {
  /** Those of the items asked about that are there, as far as the caller may see them. */
  asked: string[];
  /** What fails, nearest first, what was asked about among it. */
  failing: FailingItem[];
  /** The way to something that fails, from an item asked about; undefined for what does not. */
  pathTo(ref: string): string[] | undefined;
  /** How many redundancies lose members and hold, and how many of them have nothing left to lose. */
  withstood: { total: number; spent: number };
  /** How others are connected, by their id; those that are not are left out. */
  connected: ReadonlyMap<string, Connection>;
  /** Whether the others were too many to look at all of them for what hits the items. */
  truncated: boolean;
  /** Whether the caller may see all of the catalog. */
  wholeCatalog: boolean;
}

/** What fails with what. Callers see no more of it than of the catalog. */
export interface ImpactService {
  /**
   * What fails if these items fail, nearest first.
   *
   * @throws NotFoundError for an item that is not there, or that the caller may not see
   */
  impact(caller: Caller, query: ImpactQuery): Promise<Impact>;
  /** What these items depend on, nearest first. @throws NotFoundError */
  dependencies(caller: Caller, query: DependenciesQuery): Promise<Dependencies>;
  /** What alone takes an item down, nearest first. @throws NotFoundError */
  singlePoints(caller: Caller, query: SinglePointsQuery): Promise<SinglePoints>;
  /**
   * What these items need, as a graph; with circles, as it is. It asks for no permission of the CMDB:
   * callers see no more of it than of the catalog, and whoever asks for them has permissions of its own.
   *
   * @param limit - items of the answer, 10,000 if it is left out
   */
  needed(
    caller: Caller,
    refs: readonly string[],
    limit?: number,
  ): Promise<NeededItems>;
  /**
   * What fails with some items, and how they are connected with many others, in one pass. Like
   * {@link ImpactService.needed} it asks for no permission of the CMDB; what is down now does not count,
   * for it is asked about another time.
   *
   * @param query - `attributes` are those of items that are wanted along, e.g. `tier`; items that are
   *   not there are left out
   */
  connections(
    caller: Caller,
    query: {
      items: readonly string[];
      others: readonly OtherItems[];
      attributes?: readonly string[];
    },
  ): Promise<ItemConnections>;
  /** Adds somebody who knows how it stands with items. */
  addStateSource(source: CiStateSource): void;
}

/** The impact service of the practice `cmdb`. */
export const impactServiceRef =
  createTypedServiceRef<ImpactService>('cmdb.impact');

/** What became of an item between two instants, in the end. */
export interface CiChangedBetween {
  ref: string;
  what: CiEventKind;
  changes: readonly CiFieldChange[];
  relations: {
    added: readonly CiRelation[];
    removed: readonly CiRelation[];
  };
  /** When the last of it was read, milliseconds since the epoch. It happened some time before. */
  at: number;
  /** Whether it is in the end as it was before. */
  undone: boolean;
}

/** What configuration items were, and what became of them. */
export interface CiHistory {
  /**
   * What changed of items between two instants, or may have: the catalog is read now and then, so what was
   * read soon after may have happened before. Callers see no more of it than of the catalog; like
   * {@link ImpactService.needed} it asks for no permission of the CMDB.
   */
  between(
    caller: Caller,
    refs: readonly string[],
    from: number,
    to: number,
  ): Promise<{
    items: CiChangedBetween[];
    /** How many of the items the caller may see. */
    looked: number;
    truncated: boolean;
  }>;
}

/** The history of configuration items, of the practice `cmdb`. */
export const ciHistoryServiceRef =
  createTypedServiceRef<CiHistory>('cmdb.history');

/** What an item lacks that whoever repairs it needs. */
export interface CiGap {
  ref: string;
  /** Key of the check that found it, e.g. `owner-missing`. */
  rule: string;
  /** For people; it names no other item. */
  label: string;
}

/** What items lack. It knows no permissions: whoever shows it leaves out items that one may not see. */
export interface CiGaps {
  /**
   * Findings of the items that are about who owns them, what they belong to and what is to be known of
   * them; those that somebody accepted are none.
   */
  of(refs: readonly string[]): Promise<CiGap[]>;
}

/** What items lack, of the practice `cmdb`. */
export const ciGapsRef = createTypedServiceRef<CiGaps>('cmdb.gaps');

/** What is noted of configuration items. It knows no permissions. */
export interface CiValues {
  /**
   * Of items that have any of the attributes, their values by key: texts, numbers and booleans; dates are
   * texts like `2027-03-31`. One query for each 400.
   */
  of(
    refs: readonly string[],
    keys: readonly string[],
  ): Promise<
    ReadonlyMap<string, Readonly<Record<string, string | number | boolean>>>
  >;
}

/** What is noted of configuration items, of the practice `cmdb`. */
export const ciValuesRef = createTypedServiceRef<CiValues>('cmdb.values');
