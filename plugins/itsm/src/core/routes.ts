import { createRouteRef } from '@backstage/frontend-plugin-api';

/** The page below which the practices' pages stand as tabs. */
export const rootRouteRef = createRouteRef();
