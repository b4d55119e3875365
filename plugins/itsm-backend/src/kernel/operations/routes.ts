import type { AuditorService } from '@backstage/backend-plugin-api';
import {
  operationRoutes as contracts,
  operationsManagePermission,
  operationsReadPermission,
} from '@callboard/plugin-itsm-common';
import type { PracticeRouter, RouteRequest } from '@callboard/plugin-itsm-node';
import { AdminGate } from '../access/AdminGate';
import type { KernelParts } from '../buildKernel';
import { DueOperations } from './DueOperations';
import { presentFollower } from './presentFollower';

/**
 * Mounts what those see and do who look after the system. It shows errors and ids of records that
 * not everybody may read, and so takes the role `admin` under any policy, and the permission.
 * What is done is noted by Backstage's auditor.
 */
export function mountOperationRoutes(
  router: PracticeRouter,
  kernel: Pick<
    KernelParts,
    'authorizer' | 'followers' | 'due' | 'database' | 'clock'
  >,
  auditor: AuditorService,
): void {
  const { authorizer, followers, clock } = kernel;
  const due = new DueOperations(kernel);

  const gate = new AdminGate('Operations', authorizer, auditor);

  const manage = <T>(
    request: Pick<RouteRequest<any>, 'caller' | 'raw'>,
    eventId: string,
    meta: Record<string, string | undefined>,
    work: () => Promise<T>,
  ) => gate.act(request, operationsManagePermission, eventId, meta, work);

  const follower = async (id: string) => {
    const states = await followers.states();
    return presentFollower(states.find(s => s.id === id)!, clock.now());
  };

  router.route(contracts.listFollowers, async ({ caller }) => {
    await gate.enter(caller, operationsReadPermission);
    const states = await followers.states();
    return { items: states.map(s => presentFollower(s, clock.now())) };
  });

  router.route(contracts.retryFollower, request => {
    const { id } = request.params;
    return manage(request, 'follower-retry', { follower: id }, async () => {
      await followers.retry(id);
      return follower(id);
    });
  });

  router.route(contracts.rebuildFollower, request => {
    const { id } = request.params;
    return manage(request, 'follower-rebuild', { follower: id }, async () => {
      await followers.rebuild(id);
      return follower(id);
    });
  });

  router.route(contracts.summarizeDue, async ({ caller }) => {
    await gate.enter(caller, operationsReadPermission);
    return due.summary();
  });

  router.route(contracts.listDue, async ({ caller, query }) => {
    await gate.enter(caller, operationsReadPermission);
    return due.list(query);
  });

  router.route(contracts.retryFailedDue, request => {
    const { kind } = request.body;
    return manage(request, 'due-work-retry', { kind }, async () => ({
      retried: await due.retryFailed(kind),
    }));
  });

  router.route(contracts.retryDue, request => {
    const { id } = request.params;
    return manage(request, 'due-work-retry', { item: id }, () => due.retry(id));
  });

  router.route(contracts.cancelDue, request => {
    const { id } = request.params;
    return manage(request, 'due-work-cancel', { item: id }, async () => {
      await due.cancel(id);
      return {};
    });
  });
}
