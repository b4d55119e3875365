import { cmdbHealthRoutes } from '@callboard/plugin-itsm-common';
import { useRecordList } from '@callboard/plugin-itsm-react';
import type { ListSpec, RecordList } from '@callboard/plugin-itsm-react';

/** The ready-made views of the list, in the order of their tabs. */
export const FINDING_VIEWS = {
  mine: { params: { owner: 'mine' } },
  all: { params: {} },
  new: { params: { found: '7' } },
  excused: { params: { excused: 'yes' } },
} as const satisfies ListSpec['queues'];

/** The name of a view. */
export type FindingView = keyof typeof FINDING_VIEWS;

/** The columns that the list can have. */
export const FINDING_COLUMNS = [
  'message',
  'title',
  'severity',
  'dimension',
  'rule',
  'class',
  'ownerRef',
  'systemRef',
  'advice',
  'since',
  'task',
  'until',
] as const;
export type FindingColumn = (typeof FINDING_COLUMNS)[number];

/** What lists of findings have in common. The worst come first; there is no other order. */
export const FINDING_LIST: ListSpec = {
  type: 'cmdb-findings',
  queues: FINDING_VIEWS,
  // Links from scores are about all items, whoever follows them.
  defaultQueue: 'all',
  filters: [
    'dimension',
    'rule',
    'severity',
    'class',
    'owner',
    'system',
    'task',
    'ref',
  ],
  sort: { by: '', order: 'desc' },
  columns: ['message', 'title', 'severity', 'ownerRef', 'since', 'task'],
};

/** Whether the list has such a column. */
export function isFindingColumn(column: string): column is FindingColumn {
  return (FINDING_COLUMNS as readonly string[]).includes(column);
}

/** What {@link useFindingList} gives. */
export type FindingList = RecordList<typeof cmdbHealthRoutes.findings>;

/** The list of findings as its address asks for it. */
export function useFindingList(): FindingList {
  return useRecordList(FINDING_LIST, cmdbHealthRoutes.findings);
}
