import {
  MANAGED_COLUMNS,
  type ManagedColumn,
} from '@callboard/plugin-itsm-common';
import type { ListSpec } from '@callboard/plugin-itsm-react';

/** The ready-made views of the list, in the order of their tabs. */
export const MANAGED_VIEWS = {
  all: { params: {} },
  mine: { params: { owner: 'mine' } },
  unowned: { params: { owner: 'none' } },
  hardly: { params: { level: 'hardly' } },
} as const satisfies ListSpec['queues'];
export type ManagedView = keyof typeof MANAGED_VIEWS;

/** The list of how well services are managed, in data. */
export const MANAGED_LIST: ListSpec = {
  type: 'managed-services',
  queues: MANAGED_VIEWS,
  defaultQueue: 'all',
  filters: ['q', 'owner', 'kind', 'tier', 'level', 'missing'],
  sort: { by: 'score', order: 'asc' },
  columns: ['title', 'kind', 'ownerRef', 'tier', 'score', 'missing'],
};

/** Whether the list has such a column. */
export const isManagedColumn = (column: string): column is ManagedColumn =>
  (MANAGED_COLUMNS as readonly string[]).includes(column);
