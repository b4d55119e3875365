import type {
  OperationalState,
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
  /** Adds somebody who knows how it stands with items. */
  addStateSource(source: CiStateSource): void;
}

/** The impact service of the practice `cmdb`. */
export const impactServiceRef =
  createTypedServiceRef<ImpactService>('cmdb.impact');
