import { riskRoutes as contracts } from '@callboard/plugin-itsm-common';
import type { PracticeRouter } from '@callboard/plugin-itsm-node';
import type { RiskService } from './RiskService';

/** Mounts the routes of the risk register: parse, call, answer. */
export function mountRiskRoutes(
  router: PracticeRouter,
  risks: RiskService,
): void {
  router.route(contracts.list, ({ caller, query }) =>
    risks.list(caller, query),
  );
  router.route(contracts.file, ({ caller, body }) => risks.file(caller, body));
  router.route(contracts.heat, ({ caller, query }) =>
    risks.heat(caller, query),
  );
  router.route(contracts.bulk, ({ caller, body }) => risks.bulk(caller, body));
  router.route(contracts.get, ({ caller, params }) =>
    risks.get(caller, params.id),
  );
  router.route(contracts.update, ({ caller, params, body, ifMatch }) =>
    risks.update(caller, params.id, body, ifMatch),
  );
  router.route(contracts.transition, ({ caller, params, body, ifMatch }) =>
    risks.transition(caller, params.id, body, ifMatch),
  );
  router.route(contracts.review, ({ caller, params, body, ifMatch }) =>
    risks.review(caller, params.id, body, ifMatch),
  );
  router.route(contracts.assignToMe, ({ caller, params, ifMatch }) =>
    risks.assignToMe(caller, params.id, ifMatch),
  );
}
