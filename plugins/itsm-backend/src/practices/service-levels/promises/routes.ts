import {
  promiseRoutes as contracts,
  serviceLevelsReadPermission,
} from '@callboard/plugin-itsm-common';
import {
  assertPermitted,
  type ItsmKernel,
  type PracticeRouter,
} from '@callboard/plugin-itsm-node';
import type { PromiseService } from './PromiseService';

/** Mounts the route of what is promised for a service: one question about permissions a request. */
export function mountPromiseRoutes(
  router: PracticeRouter,
  promises: PromiseService,
  authorizer: ItsmKernel['authorizer'],
): void {
  router.route(contracts.of, async ({ caller, query }) => {
    const reader = await authorizer.withScopes(
      caller,
      [serviceLevelsReadPermission],
      { catalog: true },
    );
    assertPermitted(reader, serviceLevelsReadPermission);
    return promises.of(reader, query.ref);
  });
}
