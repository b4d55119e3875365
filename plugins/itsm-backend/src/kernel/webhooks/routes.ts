import {
  webhookManagePermission as permission,
  webhookRoutes as contracts,
} from '@callboard/plugin-itsm-common';
import type { Clock, PracticeRouter } from '@callboard/plugin-itsm-node';
import type { AdminGate } from '../access/AdminGate';
import type { Deliveries } from '../deliveries/Deliveries';
import type { PresentDeliveries } from '../deliveries/presentDeliveries';
import { presentEndpoint } from './presentEndpoint';
import type { WebhookService } from './WebhookService';

/** Mounts the receivers of webhooks and what became of what was sent to them. */
export function mountWebhookRoutes(
  router: PracticeRouter,
  deps: {
    webhooks: WebhookService;
    deliveries: Deliveries;
    present: PresentDeliveries;
    gate: AdminGate;
    clock: Clock;
  },
): void {
  const { webhooks, deliveries, present, gate, clock } = deps;
  const shown = (endpoint: Parameters<typeof presentEndpoint>[0]) =>
    presentEndpoint(endpoint, clock.now());

  router.route(contracts.listWebhooks, async ({ caller }) => {
    await gate.enter(caller, permission);
    return { items: (await webhooks.list()).map(shown) };
  });

  router.route(contracts.addWebhook, request =>
    gate.act(request, permission, 'webhook-add', {}, async () => {
      const added = await webhooks.add(request.caller, request.body);
      return { ...shown(added), secret: added.secret };
    }),
  );

  router.route(contracts.getWebhook, async ({ caller, params }) => {
    await gate.enter(caller, permission);
    return shown(await webhooks.get(params.id));
  });

  router.route(contracts.changeWebhook, request => {
    const { caller, params, body } = request;
    const meta = { webhook: params.id, fields: Object.keys(body).join(' ') };
    return gate.act(request, permission, 'webhook-change', meta, async () =>
      shown(await webhooks.change(caller, params.id, body)),
    );
  });

  router.route(contracts.removeWebhook, request => {
    const { caller, params } = request;
    const meta = { webhook: params.id };
    return gate.act(request, permission, 'webhook-remove', meta, async () => {
      await webhooks.remove(caller, params.id);
      return {};
    });
  });

  router.route(contracts.rotateWebhookSecret, request => {
    const { caller, params, body } = request;
    const meta = { webhook: params.id };
    return gate.act(request, permission, 'webhook-rotate', meta, async () => {
      const { overlapHours } = body;
      const rotated = await webhooks.rotate(caller, params.id, overlapHours);
      return { ...shown(rotated), secret: rotated.secret };
    });
  });

  router.route(contracts.testWebhook, request => {
    const { caller, params } = request;
    const meta = { webhook: params.id };
    return gate.act(request, permission, 'webhook-test', meta, async () =>
      present.one(caller, await webhooks.test(params.id)),
    );
  });

  router.route(
    contracts.listWebhookDeliveries,
    async ({ caller, params, query }) => {
      await gate.enter(caller, permission);
      await webhooks.get(params.id);
      const { state, ...place } = query;
      const filter = {
        state,
        channel: 'webhook',
        recipient: params.id,
      } as const;
      return present.page(caller, await deliveries.list(filter, place));
    },
  );

  router.route(contracts.replayWebhookDelivery, request => {
    const { caller, params } = request;
    const meta = { webhook: params.id, delivery: params.deliveryId };
    return gate.act(request, permission, 'webhook-replay', meta, async () => {
      const { id } = await webhooks.delivery(params.id, params.deliveryId);
      return present.one(caller, await deliveries.replay(id));
    });
  });

  router.route(contracts.replayWebhookFailures, request => {
    const { params, body } = request;
    const meta = { webhook: params.id, since: body.since };
    return gate.act(request, permission, 'webhook-replay', meta, async () => {
      await webhooks.get(params.id);
      const filter = { channel: 'webhook', recipient: params.id } as const;
      const since = Date.parse(body.since);
      return { replayed: await deliveries.replayFailed(since, filter) };
    });
  });
}
