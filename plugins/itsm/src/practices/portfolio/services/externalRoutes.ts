import { createExternalRouteRef } from '@backstage/frontend-plugin-api';

/** The form that files an incident, where that practice is on; takes `?service=<entity ref>`. */
export const fileIncidentRouteRef = createExternalRouteRef({
  defaultTarget: 'itsm-incidents.file',
});

/** The form that files a change, where that practice is on; takes `?service=<entity ref>`. */
export const fileChangeRouteRef = createExternalRouteRef({
  defaultTarget: 'itsm-changes.file',
});

/** The list of incidents, where that practice is on; takes `?view=all&service=<entity ref>`. */
export const incidentsRouteRef = createExternalRouteRef({
  defaultTarget: 'itsm-incidents.root',
});
