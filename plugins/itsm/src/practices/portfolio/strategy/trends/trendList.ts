import {
  TREND,
  trendRoutes,
  trendSummarySchema,
} from '@callboard/plugin-itsm-common';
import { useRecordList } from '@callboard/plugin-itsm-react';
import type { ListSpec, RecordList } from '@callboard/plugin-itsm-react';

const open = { category: ['open'] };
const byReview = { by: 'reviewAt', order: 'asc' } as const;

/** The ready-made views, in the order of their tabs. */
export const TREND_VIEWS = {
  open: { params: open },
  review: {
    params: open,
    filter: { reviewAt: { $lt: 'now' } },
    sort: byReview,
  },
  mine: { params: { ...open, owner: 'mine' } },
  closed: { params: { category: ['closed'] } },
  all: { params: {} },
} as const satisfies ListSpec['queues'];

/** The name of a view. */
export type TrendView = keyof typeof TREND_VIEWS;

/** What lists of trends have in common. */
export const TREND_LIST: ListSpec = {
  type: TREND,
  queues: TREND_VIEWS,
  defaultQueue: 'open',
  filters: ['q', 'status', 'owner'],
  sort: { by: 'updated', order: 'desc' },
  columns: [
    'number',
    'title',
    'trendImpact',
    'trendHorizon',
    'trendConfidence',
    'status',
    'ownerRef',
    'reviewAt',
  ],
};

/** Whether rows of the list have a value for a field. */
export const isInTrendRows = (key: string): boolean =>
  key in trendSummarySchema.shape;

/** What {@link useTrendList} gives. */
export type TrendList = RecordList<typeof trendRoutes.list>;

/** Trends as the address asks for them. */
export function useTrendList(): TrendList {
  return useRecordList(TREND_LIST, trendRoutes.list);
}
