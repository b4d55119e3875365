import {
  ACTIVE_CATEGORIES,
  changePermissions,
  changeSummarySchema,
  practiceExportRoute,
} from '@callboard/plugin-itsm-common';
import type { ListSpec } from '@callboard/plugin-itsm-react';

const active = { category: ACTIVE_CATEGORIES };
const byStart = { by: 'plannedStart', order: 'asc' } as const;

/** The ready-made views of the list, in the order of their tabs. */
export const CHANGE_QUEUES = {
  mine: { params: { ...active, assignee: 'me' } },
  team: { params: { ...active, owner: 'mine' } },
  authorize: { params: { status: ['authorize'] }, sort: byStart },
  week: {
    params: { status: ['authorize', 'scheduled', 'implement'] },
    filter: { plannedStart: { $lt: 'now+7d' }, plannedEnd: { $gte: 'now' } },
    sort: byStart,
  },
  running: { params: { status: ['implement'] }, sort: byStart },
  review: { params: { status: ['review'] } },
  open: { params: active },
  all: { params: {} },
} as const satisfies ListSpec['queues'];

/** The name of a ready-made view. */
export type ChangeQueue = keyof typeof CHANGE_QUEUES;

/** What all lists of changes have in common. */
export const CHANGE_LIST: ListSpec = {
  type: 'change',
  queues: CHANGE_QUEUES,
  defaultQueue: 'open',
  filters: ['q', 'service', 'status', 'assignee', 'owner'],
  sort: { by: 'updated', order: 'desc' },
  columns: [
    'number',
    'title',
    'serviceRef',
    'changeType',
    'risk',
    'status',
    'plannedStart',
    'assigneeRef',
  ],
};

/** The route that writes the list as a file. */
export const CHANGE_EXPORT = practiceExportRoute(
  'changes',
  changePermissions.read.name,
);

/** Whether rows of the list have a value for a field. */
export function isInChangeRows(key: string): boolean {
  return Object.keys(changeSummarySchema.shape).includes(key);
}
