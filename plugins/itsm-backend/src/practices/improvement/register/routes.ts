import {
  initiativeRoutes as contracts,
  type InitiativeSettings,
} from '@callboard/plugin-itsm-common';
import type { PracticeRouter } from '@callboard/plugin-itsm-node';
import type { InitiativeService } from './InitiativeService';

/** Mounts the routes of the register: parse, call, answer. */
export function mountInitiativeRoutes(
  router: PracticeRouter,
  deps: { initiatives: InitiativeService; settings: InitiativeSettings },
): void {
  const { initiatives, settings } = deps;
  router.route(contracts.list, ({ caller, query }) =>
    initiatives.list(caller, query),
  );
  router.route(contracts.file, ({ caller, body }) =>
    initiatives.file(caller, body),
  );
  router.route(contracts.settings, async () => settings);
  router.route(contracts.preview, ({ caller, body }) =>
    initiatives.preview(caller, body),
  );
  router.route(contracts.bulk, ({ caller, body }) =>
    initiatives.bulk(caller, body),
  );
  router.route(contracts.get, ({ caller, params }) =>
    initiatives.get(caller, params.id),
  );
  router.route(contracts.update, ({ caller, params, body, ifMatch }) =>
    initiatives.update(caller, params.id, body, ifMatch),
  );
  router.route(contracts.transition, ({ caller, params, body, ifMatch }) =>
    initiatives.transition(caller, params.id, body, ifMatch),
  );
  router.route(contracts.assignToMe, ({ caller, params, ifMatch }) =>
    initiatives.assignToMe(caller, params.id, ifMatch),
  );
  router.route(contracts.measures, ({ caller, params }) =>
    initiatives.measures(caller, params.id),
  );
  router.route(contracts.measureNow, ({ caller, params }) =>
    initiatives.measureNow(caller, params.id),
  );
}
