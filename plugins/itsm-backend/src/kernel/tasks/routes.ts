import { taskRoutes as contracts } from '@callboard/plugin-itsm-common';
import type { PracticeRouter } from '@callboard/plugin-itsm-node';
import type { Tasks } from './Tasks';

/** Mounts the routes of tasks. */
export function mountTaskRoutes(router: PracticeRouter, tasks: Tasks): void {
  router.route(contracts.ofRecord, ({ caller, params }) =>
    tasks.ofRecord(caller, params.id),
  );
  router.route(contracts.add, ({ caller, params, body }) =>
    tasks.add(caller, params.id, body),
  );
  router.route(contracts.reorder, ({ caller, params, body }) =>
    tasks.reorder(caller, params.id, body.order),
  );
  router.route(contracts.list, ({ caller, query }) =>
    tasks.list(caller, query),
  );
  router.route(contracts.update, ({ caller, params, body, ifMatch }) =>
    tasks.update(caller, params.id, body, ifMatch),
  );
}
