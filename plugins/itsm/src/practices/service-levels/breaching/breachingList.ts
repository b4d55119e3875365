import { breachingRoutes } from '@callboard/plugin-itsm-common';
import { useRecordList } from '@callboard/plugin-itsm-react';
import type { ListSpec, RecordList } from '@callboard/plugin-itsm-react';

/** The ready-made views of the queue, in the order of their tabs. */
export const BREACHING_VIEWS = {
  mine: { params: { mine: 'true' } },
  team: { params: { team: 'mine' } },
  late: { params: { within: 'late' } },
  all: { params: {} },
} as const satisfies ListSpec['queues'];

/** The name of a view. */
export type BreachingView = keyof typeof BREACHING_VIEWS;

/** How far ahead the queue can look. */
export const WITHIN = ['PT1H', 'PT4H', 'P1D', 'P7D'] as const;

/** What lists of the queue have in common. What was due first comes first; there is no other order. */
export const BREACHING_LIST: ListSpec = {
  type: 'service-levels-breaching',
  queues: BREACHING_VIEWS,
  // Links from elsewhere are about all that is late, whoever follows them.
  defaultQueue: 'all',
  filters: ['service', 'team', 'agreement', 'metric', 'type', 'within'],
  sort: { by: '', order: 'asc' },
  columns: [],
};

/** What {@link useBreachingList} gives. */
export type BreachingList = RecordList<typeof breachingRoutes.list>;

/** The queue as its address asks for it. */
export function useBreachingList(): BreachingList {
  return useRecordList(BREACHING_LIST, breachingRoutes.list);
}
