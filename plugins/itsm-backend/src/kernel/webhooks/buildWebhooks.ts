import type { Projection } from '@callboard/plugin-itsm-node';
import type { KernelParts } from '../buildKernel';
import type { Deliveries } from '../deliveries/Deliveries';
import type { DeliveryStore } from '../deliveries/DeliveryStore';
import type { FieldRegistry } from '../fields/FieldRegistry';
import type { PrincipalStore } from '../journal/PrincipalStore';
import type { Members } from '../news/Members';
import type { OtherNews } from '../news/NotificationChannel';
import { AddressGuard } from './AddressGuard';
import { EndpointStore } from './EndpointStore';
import { EventPoster } from './postEvent';
import { RecordPredicates } from './RecordPredicates';
import { tellsAdmins } from './tellsAdmins';
import { WebhookChannel } from './WebhookChannel';
import { webhookProjection } from './webhookProjection';
import { WebhookService } from './WebhookService';

const DEFAULT_DAYS = 5;

/** The parts of outgoing webhooks. */
export interface Webhooks {
  service: WebhookService;
  channel: WebhookChannel;
  projection: Projection;
  tellsAdmins: OtherNews;
  /** Ends all connections. */
  close(): Promise<void>;
}

/** Puts outgoing webhooks together. Touches neither network nor database. */
export function buildWebhooks(deps: {
  kernel: Omit<KernelParts, 'sending'>;
  principals: PrincipalStore;
  deliveries: Deliveries;
  store: DeliveryStore;
  members: Members;
  fields: FieldRegistry;
}): Webhooks {
  const { kernel, principals, deliveries, store, members, fields } = deps;
  const { database: knex, config, clock, logger, types, callers } = kernel;
  const days =
    config.getOptionalNumber('itsm.webhooks.disableAfterDays') ?? DEFAULT_DAYS;
  if (!(days > 0)) {
    throw new Error(
      `itsm.webhooks.disableAfterDays is ${days}; it must be more than 0`,
    );
  }
  const baseUrl = config.getOptionalString('backend.baseUrl') ?? '';
  const source = `${baseUrl.replace(/\/$/, '')}/api/itsm`;
  const endpoints = new EndpointStore(knex);
  const predicates = new RecordPredicates({
    fields,
    types,
    clock,
    refresh: () => kernel.customFields.refresh(),
  });
  const guard = new AddressGuard(config);
  const poster = new EventPoster(guard);
  const channel = new WebhookChannel({
    endpoints,
    predicates,
    tools: { knex, types, principals, source },
    poster,
    clock,
    logger,
    disableAfterDays: days,
  });
  return {
    channel,
    service: new WebhookService({
      knex,
      endpoints,
      deliveries,
      deliveryStore: store,
      channel,
      guard,
      predicates,
      types,
      principals,
      clock,
      source,
    }),
    projection: webhookProjection({
      endpoints,
      types,
      predicates,
      deliveries,
      members,
      callers,
    }),
    tellsAdmins: tellsAdmins(endpoints),
    close: () => poster.close(),
  };
}
