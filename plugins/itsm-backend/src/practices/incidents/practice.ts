import type { RootConfigService } from '@backstage/backend-plugin-api';
import {
  INCIDENT_FIELDS,
  incidentLifecycle,
  incidentPermissions,
  type Lifecycle,
} from '@callboard/plugin-itsm-common';
import type { Practice } from '@callboard/plugin-itsm-node';
import { AuthorizedIncidentService } from './AuthorizedIncidentService';
import { DefaultIncidentService } from './IncidentService';
import { readPriorityMatrix } from './priorityMatrix';
import { mountIncidentRoutes } from './routes';
import { countsReopenings } from './rules/countsReopenings';
import { setsOwnerFromService } from './rules/setsOwnerFromService';
import { setsPriorityFromImpactAndUrgency } from './rules/setsPriorityFromImpactAndUrgency';

/** The incident management practice. */
export function incidentsPractice(options: {
  config: RootConfigService;
  migrations: string;
}): Practice {
  const matrix = readPriorityMatrix(options.config);
  const fallbackOwner = options.config.getOptionalString(
    'itsm.incidents.fallbackOwner',
  );
  return {
    id: 'incidents',
    title: 'Incident management',
    migrations: { directory: options.migrations },
    recordTypes: [
      {
        type: 'incident',
        label: 'Incident',
        prefix: 'INC',
        lifecycle: incidentLifecycle as Lifecycle,
        permissions: incidentPermissions,
        detail: { table: 'incidents', fields: INCIDENT_FIELDS },
        rules: [
          setsPriorityFromImpactAndUrgency(matrix),
          setsOwnerFromService(fallbackOwner),
          countsReopenings,
        ],
      },
    ],
    start(kernel, router) {
      const service = new DefaultIncidentService(kernel);
      mountIncidentRoutes(
        router,
        new AuthorizedIncidentService(service, kernel.authorizer),
        matrix,
      );
    },
  };
}
