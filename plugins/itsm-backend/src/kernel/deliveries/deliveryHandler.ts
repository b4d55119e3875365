import type {
  Clock,
  DueContext,
  DueHandler,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { currentAttempt } from '../due/Attempt';
import { dueKindOf, type Deliveries } from './Deliveries';
import type { DeliveryStore } from './DeliveryStore';
import type { DeliveryChannel, Outcome, StoredDelivery } from './types';

/** Pauses are spread by a fifth to either side, so that what failed together does not come together. */
const SPREAD = 0.2;
const LONGEST_ERROR = 1000;

/** What a delivery is after an attempt. */
export function afterAttempt(
  delivery: StoredDelivery,
  outcome: Outcome,
  channel: Pick<DeliveryChannel, 'pauses'>,
  now: number,
  random: () => number = Math.random,
): StoredDelivery {
  // Later than the attempt that ends, even by a clock that went back: instants name attempts.
  const soonest = Math.max(now, delivery.nextAttemptAt ?? 0) + 1;
  if (outcome.state === 'later') {
    return { ...delivery, nextAttemptAt: Math.max(outcome.at, soonest) };
  }
  const tried = { ...delivery, attempts: delivery.attempts + 1 };
  const ended = { ...tried, nextAttemptAt: undefined, finishedAt: now };
  if (outcome.state === 'sent') {
    const { answer } = outcome;
    return { ...ended, state: 'sent', lastError: undefined, answer };
  }
  if (outcome.state === 'skipped') {
    return { ...ended, state: 'skipped', lastError: outcome.reason };
  }
  const failed = {
    lastError: outcome.error.slice(0, LONGEST_ERROR),
    answer: outcome.answer,
  };
  const pause = channel.pauses[tried.attempts - delivery.givenUp - 1];
  if (outcome.final || pause === undefined) {
    return { ...ended, ...failed, state: 'failed' };
  }
  const spread = 1 + SPREAD * (2 * random() - 1);
  const nextAttemptAt = Math.max(
    now + Math.round(pause * spread),
    outcome.notBefore ?? 0,
    soonest,
  );
  return { ...tried, ...failed, nextAttemptAt };
}

/**
 * Sends what is due on a channel. An attempt ends with one transaction: the log says what came of
 * it, and the next attempt, if there is to be one, is scheduled. A backend that dies in between
 * leaves the item to another one, which sends again under the same id.
 */
export function deliveryHandler(
  channel: DeliveryChannel,
  deps: { deliveries: Deliveries; store: DeliveryStore; clock: Clock },
): DueHandler {
  const { deliveries, store, clock } = deps;

  const attempt = async (id: string): Promise<Outcome | undefined> => {
    const delivery = await store.get(id);
    if (delivery?.state !== 'waiting') return undefined;
    return channel.send(delivery);
  };

  const settle = async (
    tx: Knex.Transaction,
    id: string,
    outcome: Outcome,
    depth: number,
  ): Promise<void> => {
    const delivery = await store.lock(tx, id);
    // Cancelled while it was sent: the log keeps what the operator said.
    if (delivery?.state !== 'waiting') return;
    const after = afterAttempt(delivery, outcome, channel, clock.now());
    await store.save(tx, after);
    if (after.state !== 'waiting') return;
    // Trying again is no consequence of trying: it goes no deeper.
    await currentAttempt.run(undefined, () =>
      deliveries.schedule([after], tx, depth),
    );
  };

  return {
    kind: dueKindOf(channel.id),
    title: channel.title,
    mode: 'leased',
    async handle(item, context: DueContext) {
      const id = String(item.payload.delivery);
      const outcome = await attempt(id);
      await context.finish(async tx => {
        if (outcome) await settle(tx, id, outcome, item.depth);
      });
    },
  };
}
