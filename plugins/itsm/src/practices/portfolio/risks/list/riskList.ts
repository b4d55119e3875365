import {
  RISK,
  riskRoutes,
  riskSummarySchema,
} from '@callboard/plugin-itsm-common';
import { useRecordList } from '@callboard/plugin-itsm-react';
import type { ListSpec, RecordList } from '@callboard/plugin-itsm-react';

const open = { category: ['draft', 'open', 'waiting', 'resolved'] };

/** The ready-made views, in the order of their tabs. */
export const RISK_VIEWS = {
  open: { params: open },
  high: { params: open, filter: { level: { $in: ['high', 'critical'] } } },
  mine: { params: { ...open, owner: 'mine' } },
  due: {
    params: open,
    // The server knows what now is.
    filter: { reviewAt: { $lt: 'now' } },
    sort: { by: 'reviewAt', order: 'asc' },
  },
  accepted: {
    params: { status: ['watching'] },
    filter: { treatment: 'accept' },
    sort: { by: 'acceptUntil', order: 'asc' },
  },
  all: { params: {} },
} as const satisfies ListSpec['queues'];

/** The name of a view. */
export type RiskView = keyof typeof RISK_VIEWS;

/** What lists of risks have in common. */
export const RISK_LIST: ListSpec = {
  type: RISK,
  queues: RISK_VIEWS,
  defaultQueue: 'open',
  filters: ['q', 'status', 'service', 'owner'],
  sort: { by: 'currentScore', order: 'desc' },
  columns: [
    'currentScore',
    'number',
    'title',
    'serviceRef',
    'status',
    'treatment',
    'ownerRef',
    'reviewAt',
  ],
};

/** Whether rows of the list have a value for a field. */
export const isInRiskRows = (key: string): boolean =>
  key in riskSummarySchema.shape;

/** What {@link useRiskList} gives. */
export type RiskList = RecordList<typeof riskRoutes.list>;

/** Risks as the address asks for them. */
export function useRiskList(): RiskList {
  return useRecordList(RISK_LIST, riskRoutes.list);
}
