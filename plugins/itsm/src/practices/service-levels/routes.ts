import { createRouteRef } from '@backstage/frontend-plugin-api';

/** The home of service levels: agreements and calendars. */
export const serviceLevelsRouteRef = createRouteRef();
