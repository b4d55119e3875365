import {
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/** The home of the CMDB. */
export const cmdbRouteRef = createRouteRef();

/** The list of configuration items; takes the filters of the list. */
export const cmdbItemsRouteRef = createSubRouteRef({
  parent: cmdbRouteRef,
  path: '/items',
});
