import { TOLD_AHEAD_MS, type Maintenance } from '@callboard/plugin-itsm-common';
import type { OperationalState } from '@callboard/plugin-itsm-common';
import type {
  Caller,
  CiStateSource,
  Clock,
  MaintenanceService,
  RunningMaintenance,
} from '@callboard/plugin-itsm-node';
import type { MaintenanceStore } from './MaintenanceStore';
import type { MaintenanceViews } from './MaintenanceViews';

const MOST_ANNOUNCED = 20;

/** What others of the product ask about maintenance. */
export class MaintenanceFacts implements MaintenanceService, CiStateSource {
  readonly id = 'maintenance';

  constructor(
    private readonly store: MaintenanceStore,
    private readonly views: MaintenanceViews,
    private readonly clock: Clock,
  ) {}

  async active(refs: readonly string[]): Promise<RunningMaintenance[]> {
    if (refs.length === 0) return [];
    const found = await this.store.running(refs);
    return found.map(({ row, item }) => ({
      id: row.id,
      ref: item.ref,
      role: item.role,
      expectedImpact: row.impact,
      startedAt: row.startedAt ?? row.startsAt,
      endsAt: row.endsAt,
      recordId: row.recordId,
    }));
  }

  async goingOn(
    caller: Caller,
    refs: readonly string[],
  ): Promise<RunningMaintenance[]> {
    const found = await this.active(refs);
    const told = await this.views.told(
      caller,
      found.flatMap(({ recordId }) => recordId ?? []),
    );
    return found.filter(({ recordId }) => !recordId || told.has(recordId));
  }

  underWay(): Promise<string[]> {
    return this.store.underWay();
  }

  async announced(
    caller: Caller,
    ref: string,
    ahead: number = TOLD_AHEAD_MS,
  ): Promise<Maintenance[]> {
    const now = this.clock.now();
    const { items } = await this.views.page(
      caller,
      {
        entity: await this.views.entity(caller, ref),
        states: ['scheduled', 'running'],
        to: now + ahead,
      },
      MOST_ANNOUNCED,
    );
    return items;
  }

  /**
   * What is taken down by plan is down for whoever asks about impact, what is degraded is being changed.
   * Only what maintenance is about: what fails with it, the graph knows. Of changes that are for their
   * participants alone nothing is said, as states are told to everybody who may see the item.
   */
  async states(): Promise<ReadonlyMap<string, OperationalState>> {
    const found = await this.store.running();
    const records = await this.store.records(
      found.flatMap(({ row }) => row.recordId ?? []),
    );
    const states = new Map<string, OperationalState>();
    for (const { row, item } of found) {
      const { recordId } = row;
      if (recordId && records.get(recordId)?.restricted !== false) continue;
      if (states.get(item.ref) !== 'down')
        states.set(item.ref, row.impact === 'down' ? 'down' : 'changing');
    }
    return states;
  }
}
