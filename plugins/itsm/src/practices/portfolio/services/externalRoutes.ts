import { createExternalRouteRef } from '@backstage/frontend-plugin-api';

/** The form that files an incident, where that practice is on; takes `?service=<entity ref>`. */
export const fileIncidentRouteRef = createExternalRouteRef({
  defaultTarget: 'itsm-incidents.file',
});
