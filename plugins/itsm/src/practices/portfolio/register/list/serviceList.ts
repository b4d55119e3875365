import {
  PORTFOLIO_PARTS,
  portfolioServiceRoutes,
  portfolioServiceSummarySchema,
  RUNNING_STATES,
  SERVICE,
  SERVICE_HEALTH_FIELD,
  SERVICE_RISK_FIELD,
  SERVICE_SCORE_FIELD,
  TROUBLED,
} from '@callboard/plugin-itsm-common';
import type { PortfolioServiceSummary } from '@callboard/plugin-itsm-common';
import { useRecordList } from '@callboard/plugin-itsm-react';
import type { ListSpec, RecordList } from '@callboard/plugin-itsm-react';

const { pipeline, live, retired } = PORTFOLIO_PARTS;
const current = { status: [...pipeline, ...live] };

/** The ready-made views, in the order of their tabs. */
export const SERVICE_VIEWS = {
  current: { params: current },
  pipeline: { params: { status: [...pipeline] } },
  live: { params: { status: [...live] } },
  running: { params: { status: [...RUNNING_STATES] } },
  trouble: {
    params: current,
    filter: { [SERVICE_HEALTH_FIELD]: { $in: [...TROUBLED] } },
    sort: { by: SERVICE_HEALTH_FIELD, order: 'desc' },
  },
  mine: { params: { ...current, assignee: 'me' } },
  review: {
    params: current,
    filter: { reviewAt: { $lt: 'now' } },
    sort: { by: 'reviewAt', order: 'asc' },
  },
  ended: { params: { status: [...retired] } },
  all: { params: {} },
} as const satisfies ListSpec['queues'];

/** The name of a view. */
export type ServiceView = keyof typeof SERVICE_VIEWS;

/** What lists of services have in common. */
export const SERVICE_LIST: ListSpec = {
  type: SERVICE,
  queues: SERVICE_VIEWS,
  defaultQueue: 'current',
  filters: ['q', 'status', 'service', 'owner'],
  sort: { by: 'updated', order: 'desc' },
  columns: [
    'number',
    'title',
    'status',
    'valueScore',
    'riskScore',
    'estimatedCost',
    'tier',
    'businessOwnerRef',
    'ownerRef',
  ],
};

/** Whether rows of the list have a value for a field. */
export const isInServiceRows = (key: string): boolean =>
  [SERVICE_SCORE_FIELD, SERVICE_RISK_FIELD].includes(key) ||
  key in portfolioServiceSummarySchema.shape;

/** Whether a service was to be looked at again by now; what is over is not. */
export const isReviewOverdue = (
  { reviewAt, statusCategory }: PortfolioServiceSummary,
  now: number,
): boolean =>
  reviewAt !== undefined &&
  Date.parse(reviewAt) < now &&
  !['closed', 'cancelled'].includes(statusCategory);

/** What {@link useServiceList} gives. */
export type ServiceList = RecordList<typeof portfolioServiceRoutes.list>;

/** Services as the address asks for them. */
export function useServiceList(): ServiceList {
  return useRecordList(SERVICE_LIST, portfolioServiceRoutes.list);
}
