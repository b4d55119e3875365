import { feasibilityRoutes as contracts } from '@callboard/plugin-itsm-common';
import type { PracticeRouter } from '@callboard/plugin-itsm-node';
import type { FeasibilityService } from './FeasibilityService';

/** Mounts the routes of whether promises can be kept. */
export function mountFeasibilityRoutes(
  router: PracticeRouter,
  feasibility: FeasibilityService,
): void {
  router.route(contracts.list, ({ caller, query }) =>
    feasibility.list(caller, query),
  );
  router.route(contracts.explain, ({ caller, query }) =>
    feasibility.explain(caller, query.entity),
  );
}
