import {
  RETROSPECTIVE,
  retrospectiveRoutes,
  retrospectiveSummarySchema,
} from '@callboard/plugin-itsm-common';
import { useRecordList } from '@callboard/plugin-itsm-react';
import type { ListSpec, RecordList } from '@callboard/plugin-itsm-react';

const open = { status: ['collecting', 'discussing'] };

/** The ready-made views, in the order of their tabs. */
export const RETROSPECTIVE_VIEWS = {
  open: { params: open },
  mine: { params: { owner: 'mine' } },
  closed: { params: { status: ['closed'] } },
  all: { params: {} },
} as const satisfies ListSpec['queues'];

/** The name of a view. */
export type RetrospectiveView = keyof typeof RETROSPECTIVE_VIEWS;

/** What lists of retrospectives have in common. */
export const RETROSPECTIVE_LIST: ListSpec = {
  type: RETROSPECTIVE,
  queues: RETROSPECTIVE_VIEWS,
  defaultQueue: 'mine',
  filters: ['q', 'status', 'owner'],
  sort: { by: 'updated', order: 'desc' },
  columns: ['number', 'title', 'ownerRef', 'status', 'heldAt', 'updatedAt'],
};

/** Whether rows of the list have a value for a field. */
export const isInRetrospectiveRows = (key: string): boolean =>
  key in retrospectiveSummarySchema.shape;

/** What {@link useRetrospectiveList} gives. */
export type RetrospectiveList = RecordList<typeof retrospectiveRoutes.list>;

/** Retrospectives as the address asks for them. */
export function useRetrospectiveList(): RetrospectiveList {
  return useRecordList(RETROSPECTIVE_LIST, retrospectiveRoutes.list);
}
