import { createRouteRef } from '@backstage/frontend-plugin-api';

/** The pages for those who look after the system. */
export const adminRouteRef = createRouteRef();
