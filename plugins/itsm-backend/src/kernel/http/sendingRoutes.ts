import type { AuditorService } from '@backstage/backend-plugin-api';
import type { PracticeRouter } from '@callboard/plugin-itsm-node';
import { AdminGate } from '../access/AdminGate';
import type { KernelParts } from '../buildKernel';
import { mountDeliveryRoutes } from '../deliveries/routes';
import { mountPresenceRoutes } from '../signals/routes';
import { mountWebhookRoutes } from '../webhooks/routes';

/** Mounts what has to do with what leaves the system, and who is at a record. */
export function mountSendingRoutes(
  router: PracticeRouter,
  kernel: Pick<KernelParts, 'sending' | 'authorizer' | 'clock'>,
  auditor: AuditorService,
): void {
  const { sending, authorizer, clock } = kernel;
  const { deliveries, present } = sending;
  mountDeliveryRoutes(router, {
    deliveries,
    present,
    gate: new AdminGate('Deliveries', authorizer, auditor),
  });
  mountWebhookRoutes(router, {
    webhooks: sending.webhooks.service,
    deliveries,
    present,
    gate: new AdminGate('Webhooks', authorizer, auditor),
    clock,
  });
  mountPresenceRoutes(router, sending.presence);
}
