import { downtimeOf, OUTAGE_WEIGHTS } from '@callboard/plugin-itsm-common';
import type {
  Downtime,
  OutageSource,
} from '../objectives/indicators/OutageSource';
import type { OutageStore } from './OutageStore';

/** What is on record of the time in which entities were not there, for objectives. */
export class RecordedDowntime implements OutageSource {
  constructor(private readonly store: OutageStore) {}

  async downtime(
    entityRef: string,
    from: number,
    to: number,
  ): Promise<Downtime[]> {
    const outages = await this.store.ofEntity(entityRef, from, to);
    return downtimeOf(outages, from, to, to).map(({ kind, ...span }) => ({
      ...span,
      weight: OUTAGE_WEIGHTS[kind],
    }));
  }
}
