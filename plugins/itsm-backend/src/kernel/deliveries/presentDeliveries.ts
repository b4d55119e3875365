import type { DeliveryView } from '@callboard/plugin-itsm-common';
import type { Authorizer, Caller } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { toIso } from '../database';
import { readableNumbers } from '../records/Links';
import type { RecordTypes } from '../RecordTypes';
import type { DeliveryPage } from './Deliveries';
import type { StoredDelivery } from './types';

/**
 * Deliveries as the API shows them. Whoever looks after deliveries need not read the records that
 * they are about: those are named by number only to who may.
 */
export class PresentDeliveries {
  constructor(
    private readonly deps: {
      knex: Knex;
      types: RecordTypes;
      authorizer: Authorizer;
    },
  ) {}

  async one(caller: Caller, delivery: StoredDelivery): Promise<DeliveryView> {
    const [shown] = await this.#present(caller, [delivery]);
    return shown;
  }

  async page(caller: Caller, page: DeliveryPage) {
    return { ...page, items: await this.#present(caller, page.items) };
  }

  async #present(
    caller: Caller,
    deliveries: readonly StoredDelivery[],
  ): Promise<DeliveryView[]> {
    const ids = deliveries
      .filter(d => d.subjectType === 'record')
      .map(d => d.subjectId);
    const numbers = await this.#numbers(caller, ids);
    return deliveries.map(d => ({
      id: d.id,
      channel: d.channel,
      recipient: d.recipient,
      topic: d.topic,
      position: d.position,
      subject: {
        type: d.subjectType,
        id: d.subjectId,
        number: numbers.get(d.subjectId),
      },
      state: d.state,
      attempts: d.attempts,
      lastError: d.lastError,
      answer: d.answer,
      nextAttemptAt: toIso(d.nextAttemptAt),
      createdAt: toIso(d.createdAt)!,
      finishedAt: toIso(d.finishedAt),
    }));
  }

  async #numbers(
    caller: Caller,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, string>> {
    if (ids.length === 0) return new Map();
    const { knex, types, authorizer } = this.deps;
    const permissions = types.all().map(t => t.permissions.read);
    const scoped = await authorizer.withScopes(caller, permissions);
    return readableNumbers(knex, types, scoped, ids);
  }
}
