import {
  ACTIVE_CATEGORIES,
  incidentPermissions,
  incidentSummarySchema,
  practiceExportRoute,
  SLA_DUE_FIELD,
  SLA_STATE_FIELD,
} from '@callboard/plugin-itsm-common';
import type { ListSpec } from '@callboard/plugin-itsm-react';

const active = { category: ACTIVE_CATEGORIES };

/** The queues of the desk, in the order of their tabs. */
export const INCIDENT_QUEUES = {
  unassigned: {
    params: { ...active, assignee: 'none' },
    sort: { by: 'priority', order: 'asc' },
  },
  mine: { params: { ...active, assignee: 'me' } },
  team: { params: { ...active, owner: 'mine' } },
  breaching: {
    params: active,
    filter: { [SLA_STATE_FIELD]: { $in: ['late', 'soon'] } },
    sort: { by: SLA_DUE_FIELD, order: 'asc' },
  },
  major: { params: active, filter: { major: true } },
  open: { params: active },
  resolved: {
    params: { category: ['resolved', 'closed'] },
    filter: { resolvedAt: { $gte: 'now-7d' } },
    sort: { by: 'resolvedAt', order: 'desc' },
  },
  all: { params: {} },
} as const satisfies ListSpec['queues'];

/** The name of a queue. */
export type IncidentQueue = keyof typeof INCIDENT_QUEUES;

/** What all lists of incidents have in common. */
export const INCIDENT_LIST: ListSpec = {
  type: 'incident',
  queues: INCIDENT_QUEUES,
  defaultQueue: 'open',
  filters: ['q', 'service', 'status', 'priority', 'assignee', 'owner'],
  sort: { by: 'updated', order: 'desc' },
  columns: [
    'number',
    'title',
    'priority',
    'status',
    'serviceRef',
    'assigneeRef',
    'updatedAt',
  ],
};

/** Queues that ask for a field which not every portal has. */
const NEEDS: Partial<Record<IncidentQueue, string>> = {
  breaching: SLA_STATE_FIELD,
};

/**
 * {@link INCIDENT_LIST} with the queues that can be asked for here.
 *
 * @param has - whether incidents have a field
 */
export function incidentListWith(has: (field: string) => boolean): ListSpec {
  const queues = Object.entries(INCIDENT_QUEUES).filter(([name]) => {
    const field = NEEDS[name as IncidentQueue];
    return field === undefined || has(field);
  });
  return { ...INCIDENT_LIST, queues: Object.fromEntries(queues) };
}

/** The route that writes the list as a file. */
export const INCIDENT_EXPORT = practiceExportRoute(
  'incidents',
  incidentPermissions.read.name,
);

/** Whether rows of the list have a value for a field. */
export function isInIncidentRows(key: string): boolean {
  return Object.keys(incidentSummarySchema.shape).includes(key);
}
