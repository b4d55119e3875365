import {
  BUSINESS_OBJECTIVE,
  businessObjectiveRoutes,
  businessObjectiveSummarySchema,
  OBJECTIVE_PROGRESS_FIELD,
} from '@callboard/plugin-itsm-common';
import { useRecordList } from '@callboard/plugin-itsm-react';
import type { ListSpec, RecordList } from '@callboard/plugin-itsm-react';

const byEnd = { by: 'periodTo', order: 'asc' } as const;

/** The ready-made views, in the order of their tabs. */
export const OBJECTIVE_VIEWS = {
  active: { params: { status: ['active'] }, sort: byEnd },
  mine: { params: { status: ['active', 'draft'], owner: 'mine' }, sort: byEnd },
  draft: { params: { status: ['draft'] } },
  ended: { params: { status: ['achieved', 'missed', 'dropped'] } },
  all: { params: {} },
} as const satisfies ListSpec['queues'];

/** The name of a view. */
export type ObjectiveView = keyof typeof OBJECTIVE_VIEWS;

/** What lists of objectives have in common. */
export const OBJECTIVE_LIST: ListSpec = {
  type: BUSINESS_OBJECTIVE,
  queues: OBJECTIVE_VIEWS,
  defaultQueue: 'active',
  filters: ['q', 'status', 'theme', 'owner'],
  sort: { by: 'updated', order: 'desc' },
  columns: [
    'number',
    'title',
    'theme',
    OBJECTIVE_PROGRESS_FIELD,
    'confidence',
    'status',
    'ownerRef',
    'periodTo',
  ],
};

/** Whether rows of the list have a value for a field. */
export const isInObjectiveRows = (key: string): boolean =>
  key === OBJECTIVE_PROGRESS_FIELD ||
  key in businessObjectiveSummarySchema.shape;

/** What {@link useObjectiveList} gives. */
export type ObjectiveList = RecordList<typeof businessObjectiveRoutes.list>;

/** Objectives as the address asks for them. */
export function useObjectiveList(): ObjectiveList {
  return useRecordList(OBJECTIVE_LIST, businessObjectiveRoutes.list);
}
