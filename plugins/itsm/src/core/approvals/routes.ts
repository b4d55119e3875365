import {
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/** What waits for the reader's decision. */
export const approvalsRouteRef = createRouteRef();

/** Decides at one seat; notifications lead here. */
export const decideRouteRef = createSubRouteRef({
  parent: approvalsRouteRef,
  path: '/:seatId',
});
