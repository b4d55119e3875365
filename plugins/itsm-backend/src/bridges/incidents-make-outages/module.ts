import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  outagesServiceRef,
  practicesExtensionPoint,
  SYSTEM_CALLER,
  type DueHandler,
  type ItsmKernel,
  type Practice,
  type Projection,
  type StoredRecord,
} from '@callboard/plugin-itsm-node';
import { KEEPER, keptOutageOf, meaningOf } from './keptOutage';

/** Due work that looks at an incident anew. */
const LOOK = 'incidents-make-outages.look';

const look = (recordId: string, at: number, dueAt: number) => ({
  kind: LOOK,
  key: recordId,
  dueAt,
  payload: { recordId, at },
});

/**
 * Puts it on the calendar to look at incidents of which something happened that may make, end or reopen
 * an outage. Of the many that only move along their lifecycle, those that have one.
 */
function projection(kernel: ItsmKernel): Projection {
  return {
    id: KEEPER,
    title: 'Outages of announced major incidents',
    kinds: ['record.created', 'record.changed', 'record.transitioned'],
    async apply(tx, entries) {
      const outages = kernel.services.find(outagesServiceRef);
      if (!outages) return;
      const told = entries
        .map(entry => ({ entry, meaning: meaningOf(entry) }))
        .filter(({ meaning }) => meaning !== 'nothing');
      if (told.length === 0) return;
      const moved = told.filter(({ meaning }) => meaning === 'moves');
      const kept = await outages.kept(
        KEEPER,
        [...new Set(moved.map(({ entry }) => entry.subjectId))],
        tx,
      );
      const wanted = new Map<string, number>();
      for (const { entry, meaning } of told) {
        const { subjectId, at } = entry;
        if (meaning === 'decides') wanted.set(subjectId, at);
        else if (kept.has(subjectId) && !wanted.has(subjectId))
          wanted.set(subjectId, at);
      }
      await kernel.due.schedule(
        [...wanted].map(([recordId, at]) =>
          look(recordId, at, kernel.clock.now()),
        ),
        tx,
      );
    },
  };
}

/**
 * Makes the outage what the incident says, as it is now: looking twice, or late, makes no difference.
 * The item ends in the transaction of the outage, so that it happens once.
 */
function handler(kernel: ItsmKernel): DueHandler {
  const { due, services } = kernel;
  const incidentOf = async (id: string): Promise<StoredRecord | undefined> => {
    try {
      return (await kernel.records.view(SYSTEM_CALLER, id, 'incident')).record;
    } catch (error) {
      if ((error as Error).name === 'NotFoundError') return undefined;
      throw error;
    }
  };
  return {
    kind: LOOK,
    title: 'Records outages of announced major incidents',
    async handle(item, context) {
      const outages = services.find(outagesServiceRef);
      const recordId = String(item.payload.recordId);
      const incident = await incidentOf(recordId);
      if (!outages || !incident) return;
      const at = Number(item.payload.at);
      const had = (await outages.kept(KEEPER, [recordId])).has(recordId);
      const kept = keptOutageOf(incident, at, had);
      if (!kept) return;
      await context.finish(async tx => {
        // What happened since it was looked at, nobody took for a matter of an outage: look once more.
        if (!had) await due.schedule([look(recordId, at, context.now)], tx);
        await outages.keep(tx, kept);
      });
    },
  };
}

/**
 * An announced major incident means that its service is not available: it has an outage from when it was
 * opened until it is resolved. Only announced ones: everybody may know of them.
 */
export const majorIncidentOutages: Practice = {
  id: KEEPER,
  title: 'Major incidents make outages',
  dependsOn: ['incidents', 'service-levels'],
  projections: kernel => [projection(kernel)],
  dueHandlers: kernel => [handler(kernel)],
};

/** Hands {@link majorIncidentOutages} to the kernel. */
export const incidentsMakeOutages = createBackendModule({
  pluginId: 'itsm',
  moduleId: 'incidents-make-outages',
  register(env) {
    env.registerInit({
      deps: { practices: practicesExtensionPoint },
      async init({ practices }) {
        practices.addPractice(majorIncidentOutages);
      },
    });
  },
});
