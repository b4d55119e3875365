import type {
  Maintenance,
  MaintenanceImpact,
} from '@callboard/plugin-itsm-common';
import type { Caller } from './caller';
import { createTypedServiceRef } from './services';

/** Maintenance that goes on, of an item. */
export interface RunningMaintenance {
  /** Of the maintenance. */
  id: string;
  /** The item, as it was asked for. */
  ref: string;
  /** Whether the maintenance is about it, or it fails with what that is about. */
  role: 'named' | 'affected';
  expectedImpact: MaintenanceImpact;
  /** Milliseconds since the epoch. */
  startedAt: number;
  /** As it is planned; absent if nobody said. What goes on longer has it in the past. */
  endsAt?: number;
  /** The change it follows from; restricted ones are told too. */
  recordId?: string;
}

/** Who is under maintenance: to hold back alerts, or to say so beside something else. */
export interface MaintenanceService {
  /**
   * Maintenance that goes on now of any of the items, that of restricted changes too: for decisions of
   * the product, e.g. whether an alert is expected. What is shown to somebody asks {@link announced}.
   */
  active(refs: readonly string[]): Promise<RunningMaintenance[]>;
  /**
   * The same as somebody may be told of it, who may see the items: none of changes that are for their
   * participants alone. A few statements for all.
   */
  goingOn(
    caller: Caller,
    refs: readonly string[],
  ): Promise<RunningMaintenance[]>;
  /**
   * Everything of which maintenance goes on, that of restricted changes too: what to ask {@link goingOn} about,
   * and nothing to be shown.
   */
  underWay(): Promise<readonly string[]>;
  /**
   * What goes on or is to come of an item, as the caller may see it.
   *
   * @param ahead - how far ahead, milliseconds
   * @throws NotFoundError for an entity that is not there for the caller
   */
  announced(
    caller: Caller,
    ref: string,
    ahead?: number,
  ): Promise<Maintenance[]>;
}

/** Maintenance, of the practice `changes`. */
export const maintenanceServiceRef = createTypedServiceRef<MaintenanceService>(
  'changes.maintenance',
);
