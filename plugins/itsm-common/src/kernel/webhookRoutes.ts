import { z } from 'zod';
import { defineRoute } from './contract';
import {
  deliveryListQuerySchema,
  deliverySchema,
  replayedSchema,
  replayFailedSchema,
} from './deliveryRoutes';
import { pageSchema } from './schema';
import {
  newWebhookSchema,
  rotateSecretSchema,
  webhookPatchSchema,
  webhookSchema,
  webhookWithSecretSchema,
} from './webhooks';

const one = z.strictObject({ id: z.uuid() });
const permission = 'itsm.webhook.manage';

/** Receivers of outgoing webhooks; for administrators. */
export const webhookRoutes = {
  listWebhooks: defineRoute({
    name: 'webhooks.list',
    method: 'get',
    path: '/webhooks',
    summary: 'All receivers of webhooks, without their secrets.',
    permission,
    response: z.object({ items: z.array(webhookSchema) }),
  }),
  addWebhook: defineRoute({
    name: 'webhooks.add',
    method: 'post',
    path: '/webhooks',
    summary:
      'Adds a receiver and shows its secret, once. It is told of what happens from now on.',
    permission,
    body: newWebhookSchema,
    response: webhookWithSecretSchema,
    status: 201,
  }),
  getWebhook: defineRoute({
    name: 'webhooks.get',
    method: 'get',
    path: '/webhooks/:id',
    summary: 'One receiver.',
    permission,
    params: one,
    response: webhookSchema,
  }),
  changeWebhook: defineRoute({
    name: 'webhooks.change',
    method: 'patch',
    path: '/webhooks/:id',
    summary:
      'Changes a receiver. Switching it on again forgets its failures and what happened while it was off.',
    permission,
    params: one,
    body: webhookPatchSchema,
    response: webhookSchema,
  }),
  removeWebhook: defineRoute({
    name: 'webhooks.remove',
    method: 'delete',
    path: '/webhooks/:id',
    summary: 'Removes a receiver; what waits for it is given up.',
    permission,
    params: one,
    response: z.object({}),
    status: 204,
  }),
  rotateWebhookSecret: defineRoute({
    name: 'webhooks.rotateSecret',
    method: 'post',
    path: '/webhooks/:id/secret',
    summary:
      'Makes a new secret and shows it, once. The old one signs beside it for a while.',
    permission,
    params: one,
    body: rotateSecretSchema,
    response: webhookWithSecretSchema,
  }),
  testWebhook: defineRoute({
    name: 'webhooks.test',
    method: 'post',
    path: '/webhooks/:id/test',
    summary:
      'Sends an event about a record that does not exist, once, and says what came back.',
    permission,
    params: one,
    response: deliverySchema,
  }),
  listWebhookDeliveries: defineRoute({
    name: 'webhooks.deliveries',
    method: 'get',
    path: '/webhooks/:id/deliveries',
    summary: 'What was sent to a receiver and how that went, newest first.',
    permission,
    params: one,
    query: deliveryListQuerySchema.omit({ channel: true, recipient: true }),
    response: pageSchema(deliverySchema),
  }),
  replayWebhookDelivery: defineRoute({
    name: 'webhooks.replay',
    method: 'post',
    path: '/webhooks/:id/deliveries/:deliveryId/replay',
    summary: 'Sends one delivery again now, under the same id.',
    permission,
    params: one.extend({ deliveryId: z.uuid() }),
    response: deliverySchema,
  }),
  replayWebhookFailures: defineRoute({
    name: 'webhooks.replayFailed',
    method: 'post',
    path: '/webhooks/:id/replay',
    summary: 'Sends all that failed since an instant again.',
    permission,
    params: one,
    body: replayFailedSchema.pick({ since: true }),
    response: replayedSchema,
  }),
} as const;
