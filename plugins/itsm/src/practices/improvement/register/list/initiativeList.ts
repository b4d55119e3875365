import { initiativeSummarySchema } from '@callboard/plugin-itsm-common';
import type { ListSpec } from '@callboard/plugin-itsm-react';

const underWay = { category: ['open'] };
const byDue = { by: 'dueAt', order: 'asc' } as const;

/** The ready-made views of the register, in the order of their tabs. */
export const INITIATIVE_QUEUES = {
  mine: { params: { category: ['open', 'resolved'], assignee: 'me' } },
  team: { params: { category: ['open', 'resolved'], owner: 'mine' } },
  running: { params: underWay },
  due: { params: underWay, filter: { dueAt: { $lt: 'now' } }, sort: byDue },
  watching: { params: { status: ['achieved'] } },
  slipped: { params: underWay, filter: { slips: { $gte: 1 } } },
  closed: { params: { status: ['closed'] } },
  all: { params: {} },
} as const satisfies ListSpec['queues'];

/** The name of a ready-made view. */
export type InitiativeQueue = keyof typeof INITIATIVE_QUEUES;

/** What all lists of initiatives have in common. */
export const INITIATIVE_LIST: ListSpec = {
  type: 'initiative',
  queues: INITIATIVE_QUEUES,
  defaultQueue: 'running',
  filters: ['q', 'service', 'status', 'kpi', 'assignee', 'owner'],
  sort: { by: 'updated', order: 'desc' },
  columns: [
    'number',
    'title',
    'kpi',
    'baselineValue',
    'verdict',
    'status',
    'dueAt',
  ],
};

/** Whether rows of the list have a value for a field. */
export function isInInitiativeRows(key: string): boolean {
  return Object.keys(initiativeSummarySchema.shape).includes(key);
}
