import type { WebhookView } from '@callboard/plugin-itsm-common';
import { toIso } from '../database';
import type { Endpoint } from './EndpointStore';

/** A receiver as the API shows it: without its secrets. */
export function presentEndpoint(endpoint: Endpoint, now: number): WebhookView {
  const future = (at: number | undefined) =>
    at !== undefined && at > now ? toIso(at) : undefined;
  return {
    id: endpoint.id,
    url: endpoint.url,
    description: endpoint.description,
    recordTypes: [...endpoint.recordTypes],
    kinds: [...endpoint.kinds],
    predicate: endpoint.predicate,
    includeInternal: endpoint.includeInternal,
    includeRestricted: endpoint.includeRestricted,
    enabled: endpoint.enabled,
    disabledReason: endpoint.enabled ? undefined : endpoint.disabledReason,
    failures: endpoint.failures,
    failingSince: toIso(endpoint.failingSince),
    lastSuccessAt: toIso(endpoint.lastSuccessAt),
    pausedUntil: future(endpoint.pausedUntil),
    previousSecretUntil: future(endpoint.previousSecretUntil),
    createdBy: endpoint.createdBy,
    createdAt: toIso(endpoint.createdAt)!,
    updatedAt: toIso(endpoint.updatedAt)!,
  };
}
