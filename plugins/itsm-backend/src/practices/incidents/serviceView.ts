import {
  ACTIVE_CATEGORIES,
  incidentPermissions,
  type HealthReason,
} from '@callboard/plugin-itsm-common';
import {
  HealthGathered,
  isPermitted,
  isPermittedSome,
  recordsOfService,
  sectionOf,
  servicesBehind,
  type Caller,
  type ItsmKernel,
  type ServiceView,
  type StoredRecord,
} from '@callboard/plugin-itsm-node';
import type { IncidentStore } from './IncidentStore';

const MAJOR_WORDS = 'A major incident is being worked on';

const iso = (instant: number) => new Date(instant).toISOString();

/** Whoever sees some incidents only is not told that there are no others. */
const calmWords = (caller: Caller) =>
  isPermitted(caller, incidentPermissions.read)
    ? 'No urgent incident is open'
    : 'No urgent incident that you may see is open';

/** Whether the caller may read any incidents at all. */
const mayReadSome = (caller: Caller) =>
  isPermittedSome(caller, incidentPermissions.read);

/** What an open incident says about how its service does. */
function healthOf(
  incident: Pick<StoredRecord, 'priority'> & {
    major?: unknown;
    impact?: unknown;
  },
): HealthReason['health'] | undefined {
  // Impact 1 says that a service is down or many are affected.
  if (incident.major) return incident.impact === 1 ? 'down' : 'degraded';
  if (incident.priority === 1) return 'degraded';
  return incident.priority === 2 ? 'at-risk' : undefined;
}

function reasonOf(
  incident: StoredRecord,
  ref: string,
): HealthReason | undefined {
  const health = healthOf(incident);
  if (!health) return undefined;
  const about = [incident.ciRef, incident.serviceRef].find(
    one => one !== ref && typeof one === 'string',
  );
  return {
    health,
    words: `${incident.number}: ${incident.title}`,
    ...(incident.serviceRef !== ref && { aboutRef: about as string }),
    since: iso(Number(incident.majorSince ?? incident.createdAt)),
    path: `/itsm/incidents/${incident.number}`,
  };
}

/**
 * What is open on a service, and what that says of its health. Of an announced major incident everybody
 * is told the summary, whoever may read it; of restricted ones nothing.
 */
export function incidentsOnService(
  kernel: Pick<ItsmKernel, 'recordTypes' | 'records'>,
  store: Pick<IncidentStore, 'announced' | 'announcedOf' | 'pressing'>,
): ServiceView {
  return {
    id: 'incidents',
    permissions: [incidentPermissions.read],
    tells: ['open', 'health'],
    async read(input) {
      const { ref } = input;
      const [found, announced] = await Promise.all([
        recordsOfService(kernel, input, {
          type: 'incident',
          category: ACTIVE_CATEGORIES,
          sort: 'priority',
        }),
        store.announced([ref]),
      ]);
      const open = found?.records ?? [];
      const listed = new Set(open.map(({ id }) => id));
      const health = [
        ...open.flatMap(incident => reasonOf(incident, ref) ?? []),
        ...announced
          .filter(({ recordId }) => !listed.has(recordId))
          .map(
            ({ summary, serviceRef, since }): HealthReason => ({
              health: 'degraded',
              words: summary || 'A major incident goes on',
              ...(serviceRef !== ref && { aboutRef: serviceRef }),
              since: iso(since),
            }),
          ),
      ];
      if (found && health.length === 0)
        health.push({
          health: 'healthy',
          words: calmWords(input.caller),
        });
      return {
        health,
        ...(found && {
          open: sectionOf(kernel, ref, found, ({ createdAt }) => ({
            at: createdAt,
          })),
        }),
      };
    },
    async healthOf({ caller, services }) {
      const { all, of } = servicesBehind(services, 'names');
      const [pressing, announced] = await Promise.all([
        mayReadSome(caller)
          ? store.pressing(
              kernel.records.conditions(caller, ['incident']).readable,
              all,
            )
          : undefined,
        // All there are, for however many services: the newest of them alone would leave some out.
        store.announcedOf(),
      ]);
      const told = new HealthGathered();
      for (const { ref, ...incident } of pressing ?? []) {
        const health = healthOf(incident);
        const words = incident.major
          ? MAJOR_WORDS
          : 'An urgent incident is open';
        if (health) told.add(of(ref), { health, words });
      }
      for (const ref of announced)
        told.add(of(ref), { health: 'degraded', words: MAJOR_WORDS });
      if (pressing)
        told.add(
          services
            .map(({ ref }) => ref)
            .filter(ref => !told.byService.has(ref)),
          { health: 'healthy', words: calmWords(caller) },
        );
      return told.byService;
    },
    async known({ caller }) {
      const mayRead = mayReadSome(caller);
      const [pressing, announced] = await Promise.all([
        mayRead
          ? store.pressing(
              kernel.records.conditions(caller, ['incident']).readable,
            )
          : [],
        store.announcedOf(),
      ]);
      return {
        unwell: [
          ...pressing.flatMap(({ ref, ...incident }) =>
            healthOf(incident) ? ref : [],
          ),
          ...announced,
        ],
        well: mayRead ? 'all' : [],
      };
    },
  };
}
