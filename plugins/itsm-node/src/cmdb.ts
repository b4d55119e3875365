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
  /** Adds somebody who knows how it stands with items. */
  addStateSource(source: CiStateSource): void;
}

/** The impact service of the practice `cmdb`. */
export const impactServiceRef =
  createTypedServiceRef<ImpactService>('cmdb.impact');
