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

  const send = async (
    due: readonly StoredDelivery[],
  ): Promise<readonly Outcome[]> => {
    if (channel.sendTogether) return channel.sendTogether(due);
    return Promise.all(due.map(delivery => channel.send(delivery)));
  };

  const settle = async (
    tx: Knex.Transaction,
    waits: (delivery: StoredDelivery) => boolean,
    outcomes: ReadonlyMap<string, Outcome>,
    depth: number,
  ): Promise<void> => {
    const locked = await store.lockAll(tx, [...outcomes.keys()]);
    const now = clock.now();
    // Cancelled while it was sent: the log keeps what the operator said.
    const after = locked
      .filter(waits)
      .map(d => afterAttempt(d, outcomes.get(d.id)!, channel, now));
    await store.save(tx, ...after);
    // Trying again is no consequence of trying: it goes no deeper.
    await currentAttempt.run(undefined, () =>
      deliveries.schedule(
        after.filter(d => d.state === 'waiting'),
        tx,
        depth,
      ),
    );
  };

  return {
    kind: dueKindOf(channel.id),
    title: channel.title,
    mode: 'leased',
    atOnce: channel.atOnce,
    async handle(item, context: DueContext) {
      // The instant names the attempt: one that was replayed meanwhile has another.
      const waits = (d: StoredDelivery) =>
        d.state === 'waiting' && d.nextAttemptAt === item.dueAt;
      const ids = item.payload.deliveries as string[];
      const due = (await store.getAll(ids)).filter(waits);
      const sent = due.length > 0 ? await send(due) : [];
      const outcomes = new Map(due.map((d, i) => [d.id, sent[i]]));
      await context.finish(async tx => {
        if (outcomes.size > 0) await settle(tx, waits, outcomes, item.depth);
      });
    },
  };
}
