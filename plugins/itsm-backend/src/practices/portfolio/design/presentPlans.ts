import {
  forecastPlan,
  serviceLifecycle,
  type ForecastMilestone,
  type Milestone,
  type MilestoneChange,
  type ServiceState,
  type TransitionPage,
} from '@callboard/plugin-itsm-common';
import type { StoredRecord } from '@callboard/plugin-itsm-node';
import type { MilestoneRow, PlannedService, PlanRow } from './MilestoneStore';

type Plan = TransitionPage['items'][number];

/** What plans are made of. */
export interface PlansToPresent {
  services: readonly PlannedService[];
  /** Milestones of all of them, by when they begin. */
  rows: readonly PlanRow[];
  /** Those of their changes that the caller may read, by id. */
  changes: ReadonlyMap<string, StoredRecord>;
  /** What a status of a change is called. */
  labelOf: (status: string) => string;
  now: number;
}

const iso = (at: number) => new Date(at).toISOString();
const isoOrNone = (at: unknown) =>
  typeof at === 'number' ? iso(at) : undefined;

function presentChange(
  change: StoredRecord,
  row: MilestoneRow,
  { labelOf }: PlansToPresent,
): MilestoneChange {
  const { plannedEnd } = change;
  return {
    id: change.id,
    number: change.number,
    title: change.title,
    status: change.status,
    statusLabel: labelOf(change.status),
    statusCategory: change.statusCategory,
    plannedStart: isoOrNone(change.plannedStart),
    plannedEnd: isoOrNone(plannedEnd),
    late:
      row.state !== 'done' &&
      typeof plannedEnd === 'number' &&
      plannedEnd > row.plannedTo,
  };
}

function presentMilestone(
  row: PlanRow,
  forecast: ForecastMilestone | undefined,
  input: PlansToPresent,
): Milestone {
  const shown = row.changeIds.flatMap(id => input.changes.get(id) ?? []);
  const isOpen = row.state === 'planned' || row.state === 'active';
  return {
    id: row.id,
    title: row.title,
    state: row.state,
    ownerRef: row.ownerRef,
    plannedFrom: iso(row.plannedFrom),
    plannedTo: iso(row.plannedTo),
    doneAt: isoOrNone(row.doneAt),
    goLive: row.goLive,
    dependsOn: row.dependsOn,
    changes: shown.map(change => presentChange(change, row, input)),
    hiddenChanges: row.changeIds.length - shown.length,
    forecast: forecast && {
      from: iso(forecast.from),
      to: iso(forecast.to),
      slips: forecast.slips,
      slack: forecast.slack,
      critical: forecast.critical,
      delays: [...forecast.delays],
    },
    overdue: isOpen && row.plannedTo < input.now,
    version: row.version,
  };
}

/** Plans with where their milestones come to stand. */
export function presentPlans(input: PlansToPresent): Plan[] {
  return input.services.map(({ place: _, ...service }) => {
    const own = input.rows.filter(({ recordId }) => recordId === service.id);
    const { milestones, end, plannedEnd } = forecastPlan(own, input.now);
    return {
      ...service,
      statusCategory: service.statusCategory as Plan['statusCategory'],
      statusLabel:
        serviceLifecycle.states[service.status as ServiceState]?.label ??
        service.status,
      milestones: own.map(row =>
        presentMilestone(row, milestones.get(row.id), input),
      ),
      end: isoOrNone(end),
      plannedEnd: isoOrNone(plannedEnd),
    };
  });
}
