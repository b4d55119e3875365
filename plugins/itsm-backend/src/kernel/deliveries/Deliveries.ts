import { ConflictError, NotFoundError } from '@backstage/errors';
import type { DeliveryChannelId } from '@callboard/plugin-itsm-common';
import type { Clock, DueWork } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { decodeCursor, encodeCursor, listFingerprint } from '../records/cursor';
import type { DeliveryFilter, DeliveryStore } from './DeliveryStore';
import {
  deliveryId,
  type DeliveryChannel,
  type PlannedDelivery,
  type StoredDelivery,
} from './types';

/** How many are taken up again with one request. */
const MOST_REPLAYED = 10_000;
/** So that an attempt to send to all members of a large group ends within a lease. */
const MOST_TOGETHER = 50;

/** The kind of due work that sends deliveries of a channel. */
export const dueKindOf = (channel: DeliveryChannelId) => `delivery.${channel}`;

/**
 * No two attempts of a delivery have the same instant, so this names one. What is due at one
 * instant happens in the order of its keys: the position comes first. An attempt of several has
 * a name that none of them has alone, so that taking back the attempt of one takes back no other's.
 */
const keyOf = ([first, ...more]: readonly StoredDelivery[]) => {
  const { position = 0, id, nextAttemptAt } = first;
  const others = more.length > 0 ? `+${more.length}` : '';
  return `${String(position).padStart(
    15,
    '0',
  )}.${id}${others}.${nextAttemptAt}`;
};

/** One keyset page of deliveries. */
export interface DeliveryPage {
  items: StoredDelivery[];
  pageInfo: { nextCursor?: string; prevCursor?: string };
}

/**
 * What leaves the system. A follower of the journal plans a delivery, in the transaction that
 * saves its position; due work sends it, at least once, always under the same id. A delivery that
 * was planned is there exactly once, however often the journal is read.
 *
 * Every attempt is due work, keyed by delivery and instant, so that the log of deliveries says
 * when the next one is, and a late attempt never ends one that was replayed. What an entry says to
 * many is one attempt where the channel can send to many: telling ten people of each new incident
 * one by one took ten times the statements and requests of filing it.
 */
export class Deliveries {
  readonly #channels = new Map<string, DeliveryChannel>();

  constructor(
    private readonly deps: {
      knex: Knex;
      store: DeliveryStore;
      due: DueWork;
      clock: Clock;
    },
  ) {}

  /** Makes a channel known, for its lanes and for what it sends together. */
  use(channel: DeliveryChannel): void {
    this.#channels.set(channel.id, channel);
  }

  /** Plans deliveries, to be sent at once after the transaction. */
  async plan(
    tx: Knex.Transaction,
    planned: readonly PlannedDelivery[],
  ): Promise<void> {
    if (planned.length === 0) return;
    const now = this.deps.clock.now();
    const fresh = planned.map(
      (p): StoredDelivery => ({
        ...p,
        id: deliveryId(p),
        state: 'waiting',
        attempts: 0,
        givenUp: 0,
        nextAttemptAt: now,
        createdAt: now,
      }),
    );
    const added = await this.deps.store.add(tx, fresh);
    await this.schedule(
      fresh.filter(d => added.has(d.id)),
      tx,
    );
  }

  /**
   * Schedules the next attempt of deliveries that wait.
   *
   * @param depth - of the attempt before, for one that follows it
   */
  async schedule(
    deliveries: readonly StoredDelivery[],
    executor?: Knex,
    depth?: number,
  ): Promise<void> {
    if (deliveries.length === 0) return;
    await this.deps.due.schedule(
      this.#attempts(deliveries).map(attempt => {
        const [{ channel, recipient, position, nextAttemptAt }] = attempt;
        return {
          kind: dueKindOf(channel),
          key: keyOf(attempt),
          dueAt: nextAttemptAt!,
          payload: { deliveries: attempt.map(d => d.id) },
          lane: this.#channels.get(channel)?.laneOf?.(recipient),
          causedBy: position,
          depth,
        };
      }),
      executor,
    );
  }

  /** What is sent in one go: first attempts of one entry, where the channel can. */
  #attempts(deliveries: readonly StoredDelivery[]): StoredDelivery[][] {
    const attempts: StoredDelivery[][] = [];
    const open = new Map<string, StoredDelivery[]>();
    for (const delivery of deliveries) {
      const { channel, position, nextAttemptAt, attempts: made } = delivery;
      const together = made === 0 && this.#channels.get(channel)?.sendTogether;
      const key = `${channel} ${position} ${nextAttemptAt}`;
      const group = together ? open.get(key) : undefined;
      if (group && group.length < MOST_TOGETHER) {
        group.push(delivery);
        continue;
      }
      const fresh = [delivery];
      attempts.push(fresh);
      if (together) open.set(key, fresh);
    }
    return attempts;
  }

  /** One delivery. @throws NotFoundError */
  async get(id: string): Promise<StoredDelivery> {
    const found = await this.deps.store.get(id);
    if (!found) throw this.#missing(id);
    return found;
  }

  #missing(id: string): NotFoundError {
    return new NotFoundError(
      `There is no delivery ${id}; deliveries are kept for a while only`,
    );
  }

  /** A page of the log, newest first. @throws InputError for a cursor of another list */
  async list(
    filter: DeliveryFilter,
    options: { limit?: number; cursor?: string },
  ): Promise<DeliveryPage> {
    const limit = options.limit ?? 50;
    const { state, channel, recipient } = filter;
    const fingerprint = listFingerprint([
      'deliveries',
      state,
      channel,
      recipient,
    ]);
    const cursor = options.cursor
      ? decodeCursor(options.cursor, fingerprint)
      : undefined;
    const back = cursor?.direction === 'prev';
    const rows = await this.deps.store.list(filter, limit + 1, cursor);
    const more = rows.length > limit;
    const items = back ? rows.slice(-limit) : rows.slice(0, limit);
    const at = (row: StoredDelivery | undefined, direction: 'next' | 'prev') =>
      row &&
      encodeCursor(
        { value: row.createdAt, id: row.id, direction },
        fingerprint,
      );
    const newer = back ? more : cursor !== undefined;
    const older = back ? true : more;
    return {
      items,
      pageInfo: {
        nextCursor: older ? at(items[items.length - 1], 'next') : undefined,
        prevCursor: newer ? at(items[0], 'prev') : undefined,
      },
    };
  }

  /**
   * Sends a delivery again now, whatever became of it. One that waits is tried at once.
   *
   * @throws NotFoundError, ConflictError for a test
   */
  async replay(id: string): Promise<StoredDelivery> {
    const { knex, store, due, clock } = this.deps;
    return knex.transaction(async tx => {
      const delivery = await store.lock(tx, id);
      if (!delivery) throw this.#missing(id);
      if (delivery.position === undefined) {
        throw new ConflictError('A test is not sent again; send a new one');
      }
      const now = clock.now();
      const again: StoredDelivery = {
        ...delivery,
        state: 'waiting',
        givenUp: delivery.attempts,
        nextAttemptAt: now === delivery.nextAttemptAt ? now + 1 : now,
        finishedAt: undefined,
      };
      await store.save(tx, again);
      if (delivery.state === 'waiting') {
        await due.cancel([this.#item(delivery)], tx);
      }
      await this.schedule([again], tx);
      return again;
    });
  }

  #item(delivery: StoredDelivery) {
    return {
      kind: dueKindOf(delivery.channel),
      key: keyOf([delivery]),
    };
  }

  /** {@link Deliveries.replay} for all that failed since an instant. @returns how many */
  async replayFailed(
    since: number,
    filter: Omit<DeliveryFilter, 'state'>,
  ): Promise<number> {
    const { store } = this.deps;
    const ids = await store.failedSince(since, filter, MOST_REPLAYED);
    for (const id of ids) await this.replay(id);
    return ids.length;
  }

  /** Gives up a delivery that waits. @throws NotFoundError, ConflictError */
  async cancel(id: string): Promise<StoredDelivery> {
    const { knex, store, due, clock } = this.deps;
    return knex.transaction(async tx => {
      const delivery = await store.lock(tx, id);
      if (!delivery) throw this.#missing(id);
      if (delivery.state !== 'waiting') {
        throw new ConflictError(
          `The delivery does not wait any more, it is ${delivery.state}`,
        );
      }
      const cancelled: StoredDelivery = {
        ...delivery,
        state: 'cancelled',
        nextAttemptAt: undefined,
        finishedAt: clock.now(),
      };
      await store.save(tx, cancelled);
      await due.cancel([this.#item(delivery)], tx);
      return cancelled;
    });
  }
}
