import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import type { NewWebhook, WebhookPatch } from '@callboard/plugin-itsm-common';
import { hasRole, type Caller, type Clock } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { v4 as uuidv4, v7 as uuidv7 } from 'uuid';
import type { Deliveries } from '../deliveries/Deliveries';
import type { DeliveryStore } from '../deliveries/DeliveryStore';
import { afterAttempt } from '../deliveries/deliveryHandler';
import type { StoredDelivery } from '../deliveries/types';
import type { PrincipalStore } from '../journal/PrincipalStore';
import type { RecordTypes } from '../RecordTypes';
import type { AddressGuard } from './AddressGuard';
import { testEvent } from './cloudEvent';
import type { Endpoint, EndpointStore } from './EndpointStore';
import { journalEndpoint, type EndpointEvent } from './journalEndpoint';
import type { RecordPredicates } from './RecordPredicates';
import { newSecret } from './secrets';
import type { WebhookChannel } from './WebhookChannel';

const HOUR_MS = 3_600_000;
/** Every event is offered to every receiver. */
const MOST_ENDPOINTS = 100;

/**
 * Receivers of webhooks, as administrators manage them. Every change is journalled, without
 * address and secret.
 *
 * A receiver that is told of restricted records is only set up by whoever may read them; to
 * switch it off or to remove it takes no such role.
 */
export class WebhookService {
  constructor(
    private readonly deps: {
      knex: Knex;
      endpoints: EndpointStore;
      deliveries: Deliveries;
      deliveryStore: DeliveryStore;
      channel: WebhookChannel;
      guard: AddressGuard;
      predicates: RecordPredicates;
      types: RecordTypes;
      principals: PrincipalStore;
      clock: Clock;
      /** Where this Callboard's API is. */
      source: string;
    },
  ) {}

  /** All receivers, oldest first. */
  list(): Promise<Endpoint[]> {
    return this.deps.endpoints.all();
  }

  /** @throws NotFoundError */
  async get(id: string): Promise<Endpoint> {
    const found = await this.deps.endpoints.get(id);
    if (!found) throw this.#missing(id);
    return found;
  }

  #missing(id: string): NotFoundError {
    return new NotFoundError(`There is no webhook ${id}; it may be removed`);
  }

  #check(caller: Caller, endpoint: Endpoint): void {
    const { guard, types, predicates } = this.deps;
    guard.checkUrl(endpoint.url);
    const unknown = endpoint.recordTypes.find(type => !types.find(type));
    if (unknown) {
      throw new InputError(
        `recordTypes: there is no record type "${unknown}" here`,
      );
    }
    if (endpoint.predicate) {
      predicates.check(
        endpoint.predicate,
        endpoint.recordTypes,
        endpoint.includeInternal,
      );
    }
    if (endpoint.includeRestricted) this.#mayTellOfRestricted(caller);
  }

  #mayTellOfRestricted(caller: Caller): void {
    if (hasRole(caller, 'restrictedReader')) return;
    throw new NotAllowedError(
      'A webhook that is told of restricted records is set up by the role "restrictedReader" only; it is given in itsm.access.roles',
    );
  }

  async #journalled(
    caller: Caller,
    work: (tx: Knex.Transaction) => Promise<{
      endpoint: Endpoint;
      event: Omit<EndpointEvent, 'actor'>;
    }>,
  ): Promise<Endpoint> {
    const { knex, endpoints, clock, principals } = this.deps;
    const actors = await principals.ids([caller.ref]);
    const actor = actors.get(caller.ref)!;
    return knex.transaction(async tx => {
      const { endpoint, event } = await work(tx);
      return journalEndpoint(tx, endpoints, clock, endpoint, {
        ...event,
        actor,
      });
    });
  }

  async #locked(tx: Knex.Transaction, id: string): Promise<Endpoint> {
    const endpoint = await this.deps.endpoints.lock(tx, id);
    if (!endpoint) throw this.#missing(id);
    return endpoint;
  }

  /**
   * Adds a receiver, with a new secret.
   *
   * @throws InputError naming the field, NotAllowedError
   */
  async add(caller: Caller, settings: NewWebhook): Promise<Endpoint> {
    const now = this.deps.clock.now();
    const endpoint: Endpoint = {
      ...settings,
      id: uuidv7({ msecs: now }),
      secret: newSecret(),
      createdBy: caller.ref,
      createdAt: now,
      updatedAt: now,
      enabledAt: now,
      failures: 0,
    };
    await this.deps.predicates.refresh();
    this.#check(caller, endpoint);
    if ((await this.list()).length >= MOST_ENDPOINTS) {
      throw new InputError(
        `There are ${MOST_ENDPOINTS} webhooks already; remove one first`,
      );
    }
    return this.#journalled(caller, async () => ({
      endpoint,
      event: {
        kind: 'webhook.added',
        payload: { audience: audienceOf(endpoint) },
      },
    }));
  }

  /** Changes a receiver. @throws InputError, NotFoundError, NotAllowedError */
  async change(
    caller: Caller,
    id: string,
    patch: WebhookPatch,
  ): Promise<Endpoint> {
    const now = this.deps.clock.now();
    await this.deps.predicates.refresh();
    return this.#journalled(caller, async tx => {
      const before = await this.#locked(tx, id);
      const after: Endpoint = {
        ...before,
        ...patch,
        description: patched(before.description, patch.description),
        predicate: patched(before.predicate, patch.predicate),
        updatedAt: now,
      };
      const fields = Object.keys(patch);
      const onlyOff = fields.every(f => f === 'enabled') && !after.enabled;
      if (!onlyOff) {
        this.#check(caller, after);
        // Another address would get what only some may read.
        if (before.includeRestricted) this.#mayTellOfRestricted(caller);
      }
      const on = after.enabled && !before.enabled;
      return {
        endpoint: on ? { ...after, ...startOver(now) } : after,
        event: {
          kind: 'webhook.changed',
          payload: {
            fields,
            enabled: after.enabled,
            audience: audienceOf(after),
          },
        },
      };
    });
  }

  /** Makes a new secret; the old one signs beside it for a while. */
  async rotate(
    caller: Caller,
    id: string,
    overlapHours: number,
  ): Promise<Endpoint> {
    const now = this.deps.clock.now();
    return this.#journalled(caller, async tx => {
      const before = await this.#locked(tx, id);
      if (before.includeRestricted) this.#mayTellOfRestricted(caller);
      const overlap = overlapHours > 0;
      return {
        endpoint: {
          ...before,
          secret: newSecret(),
          previousSecret: overlap ? before.secret : undefined,
          previousSecretUntil: overlap
            ? now + Math.round(overlapHours * HOUR_MS)
            : undefined,
          updatedAt: now,
        },
        event: { kind: 'webhook.secret-rotated', payload: { overlapHours } },
      };
    });
  }

  /** Removes a receiver and gives up what waits for it. @throws NotFoundError */
  async remove(caller: Caller, id: string): Promise<void> {
    const now = this.deps.clock.now();
    await this.#journalled(caller, async tx => {
      const endpoint = await this.#locked(tx, id);
      await this.deps.deliveryStore.cancelWaiting(
        tx,
        { channel: 'webhook', recipient: id },
        now,
      );
      return { endpoint, event: { kind: 'webhook.removed', payload: {} } };
    });
  }

  /** Sends a test event, once, and keeps what came back. @throws NotFoundError */
  async test(id: string): Promise<StoredDelivery> {
    const { knex, clock, channel, deliveryStore, source } = this.deps;
    const endpoint = await this.get(id);
    const now = clock.now();
    const delivery: StoredDelivery = {
      id: uuidv4(),
      channel: 'webhook',
      recipient: id,
      topic: 'webhook.test',
      subjectType: 'webhook',
      subjectId: id,
      state: 'waiting',
      attempts: 0,
      givenUp: 0,
      createdAt: now,
    };
    const event = testEvent(source, delivery.id, now);
    const outcome = await channel.post(endpoint, event);
    const tried = afterAttempt(delivery, outcome, { pauses: [] }, clock.now());
    await deliveryStore.add(knex, [tried]);
    return tried;
  }

  /** A delivery to the receiver. @throws NotFoundError */
  async delivery(id: string, deliveryId: string): Promise<StoredDelivery> {
    await this.get(id);
    const delivery = await this.deps.deliveries.get(deliveryId);
    if (delivery.recipient !== id || delivery.position === undefined) {
      throw new NotFoundError(
        `There is no delivery ${deliveryId} to this webhook that can be sent again`,
      );
    }
    return delivery;
  }
}

/** `null` empties, absence keeps. */
function patched<T>(before: T | undefined, value: T | null | undefined) {
  if (value === undefined) return before;
  return value ?? undefined;
}

function audienceOf(endpoint: Endpoint): string[] {
  return [
    'requester',
    ...(endpoint.includeInternal ? ['internal'] : []),
    ...(endpoint.includeRestricted ? ['restricted'] : []),
  ];
}

function startOver(now: number) {
  return {
    enabledAt: now,
    failures: 0,
    failingSince: undefined,
    pausedUntil: undefined,
    disabledReason: undefined,
  };
}
