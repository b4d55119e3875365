import { NotAllowedError } from '@backstage/errors';
import {
  handoverRoutes as contracts,
  operationsManagePermission,
  operationsReadPermission,
} from '@callboard/plugin-itsm-common';
import {
  hasRole,
  type Authorizer,
  type Caller,
  type PracticeRouter,
} from '@callboard/plugin-itsm-node';
import type { Handover } from './Handover';

/** Mounts the handing over of work. It takes the role `admin` under any policy, and the permission. */
export function mountHandoverRoutes(
  router: PracticeRouter,
  handover: Handover,
  authorizer: Authorizer,
): void {
  const requireAdmin = (caller: Caller) => {
    if (hasRole(caller, 'admin')) return;
    throw new NotAllowedError(
      'Handing over other people’s work is for the role "admin"; it is given in itsm.access.roles or itsm.access.services',
    );
  };

  router.route(contracts.list, async ({ caller }) => {
    requireAdmin(caller);
    await authorizer.require(caller, operationsReadPermission);
    return handover.list(caller);
  });

  router.route(contracts.handOver, async ({ caller, body }) => {
    requireAdmin(caller);
    await authorizer.require(caller, operationsManagePermission);
    return handover.handOver(caller, body);
  });
}
