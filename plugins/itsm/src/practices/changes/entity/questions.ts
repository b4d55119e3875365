import type { QueryValues } from '@callboard/plugin-itsm-common';

const BEFORE = ['draft', 'assess', 'authorize', 'scheduled'];

/** What is asked about the changes of an entity. */
export const ENTITY_CHANGES = {
  running: { status: ['implement'], sort: 'plannedStart', order: 'asc' },
  upcoming: {
    status: BEFORE,
    filter: JSON.stringify({ plannedEnd: { $gte: 'now' } }),
    sort: 'plannedStart',
    order: 'asc',
  },
  recent: {
    filter: JSON.stringify({ actualEnd: { $gte: 'now-30d' } }),
    sort: 'actualEnd',
    order: 'desc',
  },
} as const satisfies Record<string, QueryValues>;
