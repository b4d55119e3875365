import {
  impactRoutes as contracts,
  type FailureDirection,
} from '@callboard/plugin-itsm-common';
import type {
  Authorizer,
  ImpactService,
  PracticeRouter,
} from '@callboard/plugin-itsm-node';
import { permitted } from '../access';

/** Mounts the routes of impact. */
export function mountImpactRoutes(
  router: PracticeRouter,
  deps: {
    impact: ImpactService;
    rules: Readonly<Record<string, FailureDirection>>;
    authorizer: Authorizer;
  },
): void {
  const { impact, rules, authorizer } = deps;
  router.route(contracts.impact, ({ caller, query }) =>
    impact.impact(caller, query),
  );
  router.route(contracts.dependencies, ({ caller, query }) =>
    impact.dependencies(caller, query),
  );
  router.route(contracts.singlePoints, ({ caller, query }) =>
    impact.singlePoints(caller, query),
  );
  router.route(contracts.rules, async ({ caller }) => {
    await permitted(authorizer, caller);
    return {
      relations: Object.entries(rules).map(([relation, direction]) => ({
        relation,
        direction,
      })),
    };
  });
}
