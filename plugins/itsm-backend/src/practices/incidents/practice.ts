import type { RootConfigService } from '@backstage/backend-plugin-api';
import {
  DEFAULT_AUTO_CLOSE_DAYS,
  INCIDENT_FIELDS,
  incidentLifecycle,
  incidentPermissions,
  normalizeRef,
  type Lifecycle,
} from '@callboard/plugin-itsm-common';
import {
  disruptionsServiceRef,
  incidentsReaderRef,
  repeatingIncidentsRef,
  setsOwnerFromService,
  type ItsmKernel,
  type Practice,
} from '@callboard/plugin-itsm-node';
import { incidentActions } from './actions';
import { AuthorizedIncidentService } from './AuthorizedIncidentService';
import { incidentCategoryKind } from './categories';
import { incidentsCounted } from './counted';
import { incidentDueHandlers } from './followUps/handlers';
import { incidentFollowUps } from './followUps/projection';
import { DefaultIncidentService } from './IncidentService';
import { IncidentStore } from './IncidentStore';
import { disruptionNews } from './news/disruptions';
import { majorIncidentNews } from './news/majorIncidents';
import { readPriorityMatrix } from './priorityMatrix';
import { ReadIncidents } from './ReadIncidents';
import { RepeatingStore } from './repeating/RepeatingStore';
import { mountIncidentRoutes } from './routes';
import { countsReopenings } from './rules/countsReopenings';
import { setsPriorityFromImpactAndUrgency } from './rules/setsPriorityFromImpactAndUrgency';
import { incidentsOnService } from './serviceView';

function readAutoCloseDays(config: RootConfigService): number {
  const days =
    config.getOptionalNumber('itsm.incidents.autoCloseDays') ??
    DEFAULT_AUTO_CLOSE_DAYS;
  if (days < 0 || days > 3650) {
    throw new Error(
      'itsm.incidents.autoCloseDays must be a number of days, or 0 to leave resolved incidents open',
    );
  }
  return days;
}

function readFrontLine(config: RootConfigService): string[] {
  const named = config.getOptionalStringArray('itsm.incidents.frontLine') ?? [];
  return named.map(ref => {
    const read = normalizeRef(ref);
    if (!read?.startsWith('group:')) {
      throw new Error(
        `itsm.incidents.frontLine must name groups, like group:default/service-desk, and not ${ref}`,
      );
    }
    return read;
  });
}

/** The incident management practice. */
export function incidentsPractice(options: {
  config: RootConfigService;
  migrations: string;
}): Practice {
  const { config } = options;
  const matrix = readPriorityMatrix(config);
  const fallbackOwner = config.getOptionalString(
    'itsm.incidents.fallbackOwner',
  );
  const autoCloseDays = readAutoCloseDays(config);
  const frontLine = readFrontLine(config);
  const storeOf = (kernel: ItsmKernel) => new IncidentStore(kernel.database);
  const serviceOf = (kernel: ItsmKernel) =>
    new AuthorizedIncidentService(
      new DefaultIncidentService(kernel, storeOf(kernel)),
      kernel.authorizer,
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
    definitionKinds: [incidentCategoryKind],
    counted: () => incidentsCounted(frontLine),
    news: [
      disruptionNews,
      majorIncidentNews(
        config.getOptionalStringArray('itsm.incidents.majorNotify') ?? [],
      ),
    ],
    projections: kernel => [
      incidentFollowUps(storeOf(kernel), kernel.due, autoCloseDays),
    ],
    dueHandlers: kernel =>
      incidentDueHandlers(kernel, storeOf(kernel), autoCloseDays),
    actions: kernel => incidentActions(kernel, serviceOf(kernel)),
    serviceViews: kernel => [incidentsOnService(kernel, storeOf(kernel))],
    services(kernel) {
      const store = storeOf(kernel);
      kernel.services.offer(disruptionsServiceRef, store);
      kernel.services.offer(
        incidentsReaderRef,
        new ReadIncidents(kernel, store),
      );
      kernel.services.offer(
        repeatingIncidentsRef,
        new RepeatingStore(kernel.database),
      );
    },
    start(kernel, router) {
      mountIncidentRoutes(router, {
        incidents: serviceOf(kernel),
        matrix,
        autoCloseDays,
        definitions: kernel.definitions,
        follows: kernel.follows,
      });
    },
  };
}
