import {
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/** The list of incidents. */
export const incidentsRouteRef = createRouteRef();

/** The form that files an incident; takes `?service=<entity ref>`. */
export const fileIncidentRouteRef = createSubRouteRef({
  parent: incidentsRouteRef,
  path: '/file',
});

/** The page of one incident. */
export const incidentRouteRef = createSubRouteRef({
  parent: incidentsRouteRef,
  path: '/:number',
});

/** What the reader asked for, in plain words. */
export const requestsRouteRef = createRouteRef();

/** The page of something that was asked for. */
export const requestRouteRef = createSubRouteRef({
  parent: requestsRouteRef,
  path: '/:number',
});
