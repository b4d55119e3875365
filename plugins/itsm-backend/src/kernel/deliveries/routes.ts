import {
  deliveryRoutes as contracts,
  operationsManagePermission as manage,
  operationsReadPermission as read,
} from '@callboard/plugin-itsm-common';
import type { PracticeRouter } from '@callboard/plugin-itsm-node';
import type { AdminGate } from '../access/AdminGate';
import type { Deliveries } from './Deliveries';
import type { PresentDeliveries } from './presentDeliveries';

/** Mounts the log of deliveries. */
export function mountDeliveryRoutes(
  router: PracticeRouter,
  deps: { deliveries: Deliveries; present: PresentDeliveries; gate: AdminGate },
): void {
  const { deliveries, present, gate } = deps;

  router.route(contracts.listDeliveries, async ({ caller, query }) => {
    await gate.enter(caller, read);
    const { limit, cursor, ...filter } = query;
    return present.page(
      caller,
      await deliveries.list(filter, { limit, cursor }),
    );
  });

  router.route(contracts.getDelivery, async ({ caller, params }) => {
    await gate.enter(caller, read);
    return present.one(caller, await deliveries.get(params.id));
  });

  router.route(contracts.replayDelivery, request => {
    const { caller, params } = request;
    const meta = { delivery: params.id };
    return gate.act(request, manage, 'delivery-replay', meta, async () =>
      present.one(caller, await deliveries.replay(params.id)),
    );
  });

  router.route(contracts.cancelDelivery, request => {
    const { caller, params } = request;
    const meta = { delivery: params.id };
    return gate.act(request, manage, 'delivery-cancel', meta, async () =>
      present.one(caller, await deliveries.cancel(params.id)),
    );
  });

  router.route(contracts.replayFailed, request => {
    const { since, ...filter } = request.body;
    const meta = { since, channel: filter.channel };
    return gate.act(request, manage, 'delivery-replay', meta, async () => ({
      replayed: await deliveries.replayFailed(Date.parse(since), filter),
    }));
  });
}
