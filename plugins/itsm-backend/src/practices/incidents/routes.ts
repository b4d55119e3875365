import {
  incidentRoutes as contracts,
  type PriorityMatrix,
} from '@callboard/plugin-itsm-common';
import {
  hasRole,
  type Definitions,
  type Follows,
  type PracticeRouter,
} from '@callboard/plugin-itsm-node';
import { listCategories } from './categories';
import type { IncidentService } from './IncidentService';

/** What the routes are mounted with. */
export interface IncidentRouteDeps {
  incidents: IncidentService;
  matrix: PriorityMatrix;
  autoCloseDays: number;
  definitions: Definitions;
  follows: Follows;
}

/** Mounts the routes of the practice: parse, call, answer. */
export function mountIncidentRoutes(
  router: PracticeRouter,
  deps: IncidentRouteDeps,
): void {
  const { incidents, matrix, autoCloseDays, definitions, follows } = deps;
  router.route(contracts.list, ({ caller, query }) =>
    incidents.list(caller, query),
  );
  router.route(contracts.file, ({ caller, body }) =>
    incidents.file(caller, body),
  );
  router.route(contracts.settings, async ({ caller }) => {
    const categories = await listCategories(definitions);
    return {
      priorityMatrix: matrix.map(row => [...row]),
      categories: categories.map(({ key, label, subcategories }) => ({
        key,
        label,
        subcategories,
      })),
      autoCloseDays,
      agent: hasRole(caller, 'agent'),
    };
  });
  router.route(contracts.takeNext, async ({ caller, body }) => ({
    incident: await incidents.takeNext(caller, body.queue),
  }));
  router.route(contracts.bulk, ({ caller, body }) =>
    incidents.bulk(caller, body),
  );
  router.route(contracts.disruptions, async ({ caller, query }) =>
    incidents.disruptions(
      caller,
      query.entity ? [query.entity] : await follows.of(caller.ref),
    ),
  );
  router.route(contracts.get, ({ caller, params }) =>
    incidents.get(caller, params.id),
  );
  router.route(contracts.update, ({ caller, params, body, ifMatch }) =>
    incidents.update(caller, params.id, body, ifMatch),
  );
  router.route(contracts.transition, ({ caller, params, body, ifMatch }) =>
    incidents.transition(caller, params.id, body, ifMatch),
  );
  router.route(contracts.assignToMe, ({ caller, params, ifMatch }) =>
    incidents.assignToMe(caller, params.id, ifMatch),
  );
  router.route(contracts.declareMajor, ({ caller, params, body, ifMatch }) =>
    incidents.declareMajor(caller, params.id, body, ifMatch),
  );
  router.route(contracts.endMajor, ({ caller, params, ifMatch }) =>
    incidents.endMajor(caller, params.id, ifMatch),
  );
  router.route(
    contracts.closeAsDuplicate,
    ({ caller, params, body, ifMatch }) =>
      incidents.closeAsDuplicate(caller, params.id, body.into, ifMatch),
  );
  router.route(contracts.merge, ({ caller, params, body, ifMatch }) =>
    incidents.merge(caller, params.id, body.into, ifMatch),
  );
  router.route(contracts.rate, ({ caller, params, body }) =>
    incidents.rate(caller, params.id, body),
  );
}
