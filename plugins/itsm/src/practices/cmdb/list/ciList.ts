import { ATTRIBUTE_COLUMN, CI_COLUMNS } from '@callboard/plugin-itsm-common';
import type { ListSpec } from '@callboard/plugin-itsm-react';

/** The ready-made views of the list, in the order of their tabs. */
export const CI_VIEWS = {
  all: { params: {} },
  mine: { params: { owner: 'mine' } },
  unowned: { params: { owner: 'none' } },
  notInGit: { params: { origin: 'sources' } },
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

/** The attribute that a column shows, if it shows one. */
export function attributeIn(column: string): string | undefined {
  return column.startsWith(ATTRIBUTE_COLUMN)
    ? column.slice(ATTRIBUTE_COLUMN.length)
    : undefined;
}

/** What lists of configuration items have in common. */
export const CI_LIST: ListSpec = {
  type: 'cmdb',
  queues: CI_VIEWS,
  defaultQueue: 'all',
  filters: [
    'q',
    'kind',
    'type',
    'class',
    'owner',
    'system',
    'lifecycle',
    'attribute',
    'source',
  ],
  sort: { by: 'title', order: 'asc' },
  columns: [
    'title',
    'kind',
    'ownerRef',
    'systemRef',
    'lifecycle',
    'lastChange',
  ],
  askFor: columns => {
    const attributes = columns.flatMap(column => attributeIn(column) ?? []);
    return attributes.length > 0 ? { attributes } : {};
  },
};

/** Whether the list has such a column. */
export function isCiColumn(column: string): boolean {
  return (
    attributeIn(column) !== undefined ||
    (CI_COLUMNS as readonly string[]).includes(column)
  );
}
