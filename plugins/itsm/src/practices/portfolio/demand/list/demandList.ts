import {
  DEMAND,
  DEMAND_POINTS_FIELD,
  DEMAND_SCORE_FIELD,
  demandRoutes,
  demandSummarySchema,
  VOTED_IN,
} from '@callboard/plugin-itsm-common';
import { useRecordList } from '@callboard/plugin-itsm-react';
import type { ListSpec, RecordList } from '@callboard/plugin-itsm-react';

const open = { status: [...VOTED_IN] };

/** The ready-made views, in the order of their tabs. */
export const DEMAND_VIEWS = {
  open: { params: open },
  best: {
    params: open,
    filter: { [DEMAND_SCORE_FIELD]: { $gte: 0 } },
    sort: { by: DEMAND_SCORE_FIELD, order: 'desc' },
  },
  wanted: {
    params: open,
    sort: { by: DEMAND_POINTS_FIELD, order: 'desc' },
  },
  mine: { params: { requester: 'me' } },
  // What the reader's groups own, and what they were asked in on.
  assess: {
    params: { status: ['new', 'assessing'] },
    filter: {
      $any: [{ ownerRef: 'mine' }, { collaborator: { $contains: 'mine' } }],
    },
  },
  decide: { params: { status: ['assessed'] } },
  underway: { params: { status: ['approved', 'realizing'] } },
  all: { params: {} },
} as const satisfies ListSpec['queues'];

/** The name of a view. */
export type DemandView = keyof typeof DEMAND_VIEWS;

/** What lists of needs have in common. */
export const DEMAND_LIST: ListSpec = {
  type: DEMAND,
  queues: DEMAND_VIEWS,
  defaultQueue: 'open',
  filters: ['q', 'status', 'service', 'owner'],
  sort: { by: 'created', order: 'desc' },
  columns: [
    DEMAND_SCORE_FIELD,
    DEMAND_POINTS_FIELD,
    'number',
    'title',
    'whoFor',
    'serviceRef',
    'status',
    'createdAt',
  ],
};

const OWN = [DEMAND_SCORE_FIELD, DEMAND_POINTS_FIELD];

/** Whether rows of the list have a value for a field. */
export const isInDemandRows = (key: string): boolean =>
  OWN.includes(key) || key in demandSummarySchema.shape;

/** What {@link useDemandList} gives. */
export type DemandList = RecordList<typeof demandRoutes.list>;

/** Needs as the address asks for them. */
export function useDemandList(): DemandList {
  return useRecordList(DEMAND_LIST, demandRoutes.list);
}
