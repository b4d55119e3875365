import {
  createExternalRouteRef,
  createRouteRef,
} from '@backstage/frontend-plugin-api';

/** The home of service levels: agreements and calendars. */
export const serviceLevelsRouteRef = createRouteRef();

/** Where guides are read, in portals that have a page for them. */
export const guideRouteRef = createExternalRouteRef({
  defaultTarget: 'docs.root',
});
