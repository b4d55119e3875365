import { portfolioServiceRoutes as contracts } from '@callboard/plugin-itsm-common';
import type { PracticeRouter } from '@callboard/plugin-itsm-node';
import type { RegisterService } from './RegisterService';
import type { ServiceEntities } from './ServiceEntities';
import type { StandingService } from './StandingService';

/** Mounts the routes of the portfolio's records: parse, call, answer. */
export function mountRegisterRoutes(
  router: PracticeRouter,
  deps: {
    register: RegisterService;
    entities: ServiceEntities;
    standing: StandingService;
  },
): void {
  const { register, entities, standing } = deps;
  router.route(contracts.list, ({ caller, query }) =>
    register.list(caller, query),
  );
  router.route(contracts.file, ({ caller, body }) =>
    register.file(caller, body),
  );
  router.route(contracts.settings, ({ caller }) => standing.settings(caller));
  router.route(contracts.standings, async ({ caller, query }) => ({
    items: await standing.of(caller, query.records),
  }));
  router.route(contracts.bulk, ({ caller, body }) =>
    register.bulk(caller, body),
  );
  router.route(contracts.takeIn, ({ caller, body }) =>
    register.takeIn(caller, body),
  );
  router.route(contracts.entities, ({ query }) => entities.page(query));
  router.route(contracts.get, ({ caller, params }) =>
    register.get(caller, params.id),
  );
  router.route(contracts.update, ({ caller, params, body, ifMatch }) =>
    register.update(caller, params.id, body, ifMatch),
  );
  router.route(contracts.transition, ({ caller, params, body, ifMatch }) =>
    register.transition(caller, params.id, body, ifMatch),
  );
  router.route(contracts.assignToMe, ({ caller, params, ifMatch }) =>
    register.assignToMe(caller, params.id, ifMatch),
  );
}
