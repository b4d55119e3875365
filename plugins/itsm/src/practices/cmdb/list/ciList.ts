import { CI_COLUMNS } from '@callboard/plugin-itsm-common';
import type { CiColumnKey } from '@callboard/plugin-itsm-common';
import type { ListSpec } from '@callboard/plugin-itsm-react';

/** The ready-made views of the list, in the order of their tabs. */
export const CI_VIEWS = {
  all: { params: {} },
  mine: { params: { owner: 'mine' } },
  unowned: { params: { owner: 'none' } },
  changed: {
    params: { changed: '7' },
    sort: { by: 'changed', order: 'desc' },
  },
  gone: {
    params: { state: 'gone' },
    sort: { by: 'changed', order: 'desc' },
  },
} as const satisfies ListSpec['queues'];

/** The name of a view. */
export type CiView = keyof typeof CI_VIEWS;

/** What lists of configuration items have in common. */
export const CI_LIST: ListSpec = {
  type: 'cmdb',
  queues: CI_VIEWS,
  defaultQueue: 'all',
  filters: ['q', 'kind', 'type', 'owner', 'system', 'lifecycle'],
  sort: { by: 'title', order: 'asc' },
  columns: [
    'title',
    'kind',
    'ownerRef',
    'systemRef',
    'lifecycle',
    'lastChange',
  ],
};

/** Whether the list has such a column. */
export function isCiColumn(key: string): key is CiColumnKey {
  return (CI_COLUMNS as readonly string[]).includes(key);
}
