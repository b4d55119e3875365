import {
  ACTIVE_CATEGORIES,
  incidentPermissions,
  incidentSummarySchema,
  practiceExportRoute,
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

/** The route that writes the list as a file. */
export const INCIDENT_EXPORT = practiceExportRoute(
  'incidents',
  incidentPermissions.read.name,
);

/** Whether rows of the list have a value for a field. */
export function isInIncidentRows(key: string): boolean {
  return Object.keys(incidentSummarySchema.shape).includes(key);
}
