import { createSubRouteRef } from '@backstage/frontend-plugin-api';
import { cmdbRouteRef } from '../routes';

/** The page of one CI task. */
export const ciTaskRouteRef = createSubRouteRef({
  parent: cmdbRouteRef,
  path: '/tasks/:number',
});
