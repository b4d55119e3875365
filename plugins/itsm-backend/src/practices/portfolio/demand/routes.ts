import { demandRoutes as contracts } from '@callboard/plugin-itsm-common';
import type { PracticeRouter } from '@callboard/plugin-itsm-node';
import type { DemandService } from './DemandService';

/** Mounts the routes of demand: parse, call, answer. */
export function mountDemandRoutes(
  router: PracticeRouter,
  demand: DemandService,
): void {
  router.route(contracts.list, ({ caller, query }) =>
    demand.list(caller, query),
  );
  router.route(contracts.file, ({ caller, body }) => demand.file(caller, body));
  router.route(contracts.settings, ({ caller }) => demand.settings(caller));
  router.route(contracts.bulk, ({ caller, body }) => demand.bulk(caller, body));
  router.route(contracts.get, ({ caller, params }) =>
    demand.get(caller, params.id),
  );
  router.route(contracts.update, ({ caller, params, body, ifMatch }) =>
    demand.update(caller, params.id, body, ifMatch),
  );
  router.route(contracts.transition, ({ caller, params, body, ifMatch }) =>
    demand.transition(caller, params.id, body, ifMatch),
  );
  router.route(contracts.assignToMe, ({ caller, params, ifMatch }) =>
    demand.assignToMe(caller, params.id, ifMatch),
  );
  router.route(contracts.vote, ({ caller, params, body }) =>
    demand.vote(caller, params.id, body.points),
  );
  router.route(contracts.become, ({ caller, params, body, ifMatch }) =>
    demand.become(caller, params.id, body, ifMatch),
  );
  router.route(contracts.merge, ({ caller, params, body, ifMatch }) =>
    demand.merge(caller, params.id, body, ifMatch),
  );
}
