import { createBackendModule } from '@backstage/backend-plugin-api';
import { MAJOR_INCIDENT_HOURS, nameOf } from '@callboard/plugin-itsm-common';
import {
  conflictsServiceRef,
  disruptionsServiceRef,
  practicesExtensionPoint,
  type ConflictSource,
  type DisruptionsService,
  type ItsmKernel,
  type JournalRow,
  type Practice,
  type Projection,
} from '@callboard/plugin-itsm-node';

const HOUR_MS = 3_600_000;
/** Fields of an incident that decide whether, and of what, it is a major one that all know of. */
const DECIDING = new Set([
  'ciRef',
  'major',
  'majorAnnounced',
  'serviceRef',
  'status',
  'visibility',
]);

/**
 * Announced major incidents go on, for all that is known, for some hours from now: what is planned for
 * next week need not wait for them. Only announced ones: everybody may know of them.
 */
function goesOn(
  disruptions: DisruptionsService,
  now: () => number,
): ConflictSource {
  return {
    id: 'incidents',
    kind: 'major-incident',
    async busy({ from, to }) {
      const until = now() + MAJOR_INCIDENT_HOURS * HOUR_MS;
      if (from >= until) return [];
      const ongoing = await disruptions.ongoing();
      return ongoing
        .filter(({ since }) => since < to)
        .map(({ recordId, number, since, items }) => ({
          id: recordId,
          from: since,
          to: until,
          items,
          recordId,
          number,
          title: `Disruption of ${items.map(nameOf)[0] ?? 'a service'}`,
        }));
    },
  };
}

const changesOf = ({ payload }: JournalRow) =>
  (payload.changes ?? []) as { field: string; before?: unknown }[];

const isDeciding = (entry: JournalRow): boolean =>
  entry.kind === 'record.transitioned' ||
  changesOf(entry).some(({ field }) => DECIDING.has(field));

/** The service or item that it was about before an entry: changes of those are concerned, too. */
const itemsBefore = (entry: JournalRow): string[] =>
  changesOf(entry).flatMap(({ field, before }) =>
    ['serviceRef', 'ciRef'].includes(field) && typeof before === 'string'
      ? [before]
      : [],
  );

/** Has changes looked at anew when a major incident comes, moves or ends. */
function projection(kernel: ItsmKernel): Projection {
  return {
    id: 'major-incidents-stop-changes',
    title: 'Conflicts of changes with major incidents',
    kinds: ['record.changed', 'record.transitioned'],
    fromNow: true,
    async apply(tx, entries) {
      const disruptions = kernel.services.find(disruptionsServiceRef);
      const conflicts = kernel.services.find(conflictsServiceRef);
      const deciding = entries.filter(
        entry => entry.subjectType === 'record' && isDeciding(entry),
      );
      if (!disruptions || !conflicts || deciding.length === 0) return;
      // Not only those that are major ones: one that was is none any more.
      const wasMajor = new Set(
        deciding
          .filter(entry => changesOf(entry).some(c => c.field === 'major'))
          .map(({ subjectId }) => subjectId),
      );
      const known = await disruptions.itemsOf(
        [...new Set(deciding.map(({ subjectId }) => subjectId))],
        tx,
      );
      const concerned = known.filter(
        ({ recordId, major }) => major || wasMajor.has(recordId),
      );
      const ids = new Set(concerned.map(({ recordId }) => recordId));
      await conflicts.moved(
        [
          ...concerned.flatMap(({ items }) => items),
          ...deciding
            .filter(({ subjectId }) => ids.has(subjectId))
            .flatMap(itemsBefore),
        ],
        tx,
      );
    },
  };
}

/** What is disrupted by an announced major incident is no place for changes. */
export const majorIncidentConflicts: Practice = {
  id: 'major-incidents-stop-changes',
  title: 'Major incidents are in the way of changes',
  dependsOn: ['changes', 'incidents'],
  projections: kernel => [projection(kernel)],
  start({ services, clock }) {
    const disruptions = services.find(disruptionsServiceRef);
    if (disruptions)
      services
        .find(conflictsServiceRef)
        ?.addSource(goesOn(disruptions, () => clock.now()));
  },
};

/** Hands {@link majorIncidentConflicts} to the kernel. */
export const majorIncidentsStopChanges = createBackendModule({
  pluginId: 'itsm',
  moduleId: 'major-incidents-stop-changes',
  register(env) {
    env.registerInit({
      deps: { practices: practicesExtensionPoint },
      async init({ practices }) {
        practices.addPractice(majorIncidentConflicts);
      },
    });
  },
});
