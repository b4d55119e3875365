import {
  ACTIVE_CATEGORIES,
  CI_TASK,
  ciTaskSummarySchema,
  cmdbHealthRoutes,
} from '@callboard/plugin-itsm-common';
import { useRecordList } from '@callboard/plugin-itsm-react';
import type { ListSpec, RecordList } from '@callboard/plugin-itsm-react';

const active = { category: ACTIVE_CATEGORIES };

/** The ready-made views of the list, in the order of their tabs. */
export const TASK_VIEWS = {
  mine: { params: { ...active, assignee: 'me' } },
  team: { params: { ...active, owner: 'mine' } },
  open: { params: active },
  all: { params: {} },
} as const satisfies ListSpec['queues'];

/** The name of a view. */
export type TaskView = keyof typeof TASK_VIEWS;

/** What lists of CI tasks have in common. */
export const TASK_LIST: ListSpec = {
  type: CI_TASK,
  queues: TASK_VIEWS,
  defaultQueue: 'open',
  filters: ['q', 'status', 'assignee', 'owner', 'entity'],
  sort: { by: 'updated', order: 'desc' },
  columns: [
    'number',
    'title',
    'ciRef',
    'status',
    'ownerRef',
    'assigneeRef',
    'updatedAt',
  ],
};

/** Whether rows of the list have a value for a field. */
export function isInTaskRows(key: string): boolean {
  return Object.keys(ciTaskSummarySchema.shape).includes(key);
}

/** What {@link useTaskList} gives. */
export type TaskList = RecordList<typeof cmdbHealthRoutes.listTasks>;

/** The list of CI tasks as its address asks for it. */
export function useTaskList(): TaskList {
  return useRecordList(TASK_LIST, cmdbHealthRoutes.listTasks);
}
