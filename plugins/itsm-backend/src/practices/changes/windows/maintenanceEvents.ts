import type { EventsService } from '@backstage/plugin-events-node';
import { MAINTENANCE_TOPIC } from '@callboard/plugin-itsm-common';
import type {
  DueHandler,
  ItsmKernel,
  Projection,
} from '@callboard/plugin-itsm-node';
import { MOST_RADIUS } from './blastRadius';
import type { MaintenanceStore } from './MaintenanceStore';
import { MAINTENANCE_ENTRIES } from './MaintenanceWriter';

/** Due work that tells other plugins of what happened to maintenance. */
const TELLS = 'changes.maintenance-tells';

/** What other plugins are told of maintenance, as `eventPayload` of the topic `itsm.maintenance`. */
export interface MaintenanceEvent {
  /** The same if it is told twice. */
  id: string;
  /** `created`, `changed`, `started`, `ended` or `cancelled`. */
  kind: string;
  at: string;
  maintenance: {
    id: string;
    state: string;
    expectedImpact: string;
    startsAt: string;
    endsAt?: string;
    /** Number of the change; not of one that is for its participants alone. */
    change?: string;
    /** Key of the window. */
    window?: string;
    /** What it is about, and what fails with that: at most 5,000, the nearest first. */
    named: string[];
    affected: string[];
  };
}

/** Puts it on the calendar to tell other plugins of each entry, at least once. */
export function maintenanceEventsProjection({
  due,
  clock,
}: Pick<ItsmKernel, 'due' | 'clock'>): Projection {
  return {
    id: 'changes.maintenance-events',
    title: 'Events about maintenance',
    kinds: [...MAINTENANCE_ENTRIES],
    fromNow: true,
    async apply(tx, entries) {
      await due.schedule(
        entries.map(({ position, subjectId, kind, at, payload }) => ({
          kind: TELLS,
          key: `${position}`,
          dueAt: clock.now(),
          payload: {
            maintenance: subjectId,
            kind,
            at,
            state: payload.state,
            startsAt: payload.startsAt,
            endsAt: payload.endsAt,
          },
        })),
        tx,
      );
    },
  };
}

const iso = (instant: unknown) => new Date(Number(instant)).toISOString();

/** Tells other plugins of this backend, and of others where the events plugin connects them. */
export function maintenanceEventsHandler(
  store: MaintenanceStore,
  events: EventsService,
): DueHandler {
  return {
    kind: TELLS,
    title: 'Tells other plugins of maintenance',
    mode: 'leased',
    async handle({ id, payload }) {
      const row = await store.find(String(payload.maintenance));
      if (!row) return;
      const [items, records] = await Promise.all([
        store.itemsOf([row.id], MOST_RADIUS),
        store.records(row.recordId ? [row.recordId] : []),
      ]);
      const own = items.get(row.id) ?? [];
      const refs = (role: string) =>
        own.filter(item => item.role === role).map(({ ref }) => ref);
      const record = row.recordId ? records.get(row.recordId) : undefined;
      const eventPayload: MaintenanceEvent = {
        id,
        kind: String(payload.kind).replace('maintenance.', ''),
        at: iso(payload.at),
        maintenance: {
          id: row.id,
          state: String(payload.state),
          expectedImpact: row.impact,
          startsAt: iso(payload.startsAt),
          ...(typeof payload.endsAt === 'number' && {
            endsAt: iso(payload.endsAt),
          }),
          ...(record && !record.restricted && { change: record.number }),
          ...(row.source === 'window' && { window: row.sourceKey }),
          named: refs('named'),
          affected: refs('affected'),
        },
      };
      await events.publish({ topic: MAINTENANCE_TOPIC, eventPayload });
    },
  };
}
