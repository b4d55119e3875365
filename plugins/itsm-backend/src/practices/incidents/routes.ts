import {
  incidentRoutes as contracts,
  type PriorityMatrix,
} from '@callboard/plugin-itsm-common';
import type { PracticeRouter } from '@callboard/plugin-itsm-node';
import type { IncidentService } from './IncidentService';

/** Mounts the routes of the practice: parse, call, answer. */
export function mountIncidentRoutes(
  router: PracticeRouter,
  incidents: IncidentService,
  matrix: PriorityMatrix,
): void {
  router.route(contracts.list, ({ caller, query }) =>
    incidents.list(caller, query),
  );
  router.route(contracts.file, ({ caller, body }) =>
    incidents.file(caller, body),
  );
  router.route(contracts.settings, async () => ({
    priorityMatrix: matrix.map(row => [...row]),
  }));
  router.route(contracts.get, ({ caller, params }) =>
    incidents.get(caller, params.id),
  );
  router.route(contracts.update, ({ caller, params, body, ifMatch }) =>
    incidents.update(caller, params.id, body, ifMatch),
  );
  router.route(contracts.transition, ({ caller, params, body, ifMatch }) =>
    incidents.transition(caller, params.id, body, ifMatch),
  );
}
