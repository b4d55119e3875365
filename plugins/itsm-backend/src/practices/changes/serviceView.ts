import {
  CHANGE_OUTCOMES,
  changePermissions,
  type HealthReason,
  type Maintenance,
  type ServiceEvent,
} from '@callboard/plugin-itsm-common';
import {
  HealthGathered,
  maintenanceServiceRef,
  recordsOfService,
  sectionOf,
  type ItsmKernel,
  type ServiceView,
  type StoredRecord,
} from '@callboard/plugin-itsm-node';

const DAY_MS = 86_400_000;
/** How far back changes are told. */
const LOOK_BACK_MS = 90 * DAY_MS;

const iso = (instant: number) => new Date(instant).toISOString();
const instantOf = (value: unknown) =>
  typeof value === 'number' ? value : undefined;
const OUTCOMES: ReadonlyMap<unknown, string> = new Map(
  CHANGE_OUTCOMES.map(({ value, label }) => [value, label]),
);

function eventOf(change: StoredRecord, ref: string): ServiceEvent {
  const outcome = OUTCOMES.get(change.outcome);
  const { number, title, serviceRef } = change;
  return {
    at: iso(instantOf(change.actualEnd) ?? change.updatedAt),
    words: outcome ? `${title} (${outcome.toLocaleLowerCase('en-US')})` : title,
    ...(serviceRef && serviceRef !== ref && { aboutRef: serviceRef }),
    number,
    path: `/itsm/changes/${number}`,
  };
}

/** That maintenance goes on excuses what can be seen of it: it is worded so, and worse counts more. */
function reasonOf(maintenance: Maintenance): HealthReason {
  const { change, window, startedAt, startsAt, role } = maintenance;
  const what = change
    ? `${change.number}: ${change.title}`
    : window?.title ?? 'planned work';
  return {
    health: 'maintenance',
    words:
      role === 'affected'
        ? `Maintenance of what it needs goes on, ${what}`
        : `Maintenance goes on, ${what}`,
    since: startedAt ?? startsAt,
    ...(change && { path: `/itsm/changes/${change.number}` }),
  };
}

/** What is about to change on a service, what changed, and whether maintenance goes on. */
export function changesOnService(
  kernel: Pick<ItsmKernel, 'recordTypes' | 'records' | 'services'>,
): ServiceView {
  return {
    id: 'changes',
    permissions: [changePermissions.read],
    tells: ['upcoming', 'changed', 'health'],
    async read(input) {
      const { caller, ref, now } = input;
      const of = (
        asked: Omit<Parameters<typeof recordsOfService>[2], 'type'>,
      ) => recordsOfService(kernel, input, { type: 'change', ...asked });
      const [upcoming, done, maintenance] = await Promise.all([
        of({
          category: ['open', 'waiting'],
          filter: { plannedEnd: { $gte: iso(now) } },
          sort: 'plannedStart',
          order: 'asc',
        }),
        of({
          status: ['review', 'closed'],
          filter: { actualEnd: { $gte: iso(now - LOOK_BACK_MS) } },
          sort: 'actualEnd',
          order: 'desc',
        }),
        kernel.services.find(maintenanceServiceRef)?.announced(caller, ref, 0),
      ]);
      return {
        health: (maintenance ?? [])
          .filter(({ state }) => state === 'running')
          .map(reasonOf),
        ...(upcoming && {
          upcoming: sectionOf(kernel, ref, upcoming, change => ({
            at: instantOf(change.plannedStart),
            until: instantOf(change.plannedEnd),
          })),
        }),
        ...(done && {
          changed: {
            items: done.records.map(change => eventOf(change, ref)),
            total: done.total,
          },
        }),
      };
    },
    async healthOf({ caller, services }) {
      const maintenance = kernel.services.find(maintenanceServiceRef);
      const running =
        (await maintenance?.goingOn(
          caller,
          services.map(({ ref }) => ref),
        )) ?? [];
      const told = new HealthGathered();
      for (const { ref, role } of running)
        told.add([ref], {
          health: 'maintenance',
          words:
            role === 'affected'
              ? 'Maintenance of what it needs goes on'
              : 'Maintenance goes on',
        });
      return told.byService;
    },
    async known() {
      const maintenance = kernel.services.find(maintenanceServiceRef);
      return { unwell: (await maintenance?.underWay()) ?? [], well: [] };
    },
  };
}
