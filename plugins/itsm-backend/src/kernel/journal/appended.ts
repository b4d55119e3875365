import type { Knex } from 'knex';
import { afterCommit } from '../afterCommit';

/** By the configuration of the client, which a transaction shares with what it came from. */
const listeners = new WeakMap<object, Set<() => void>>();

/**
 * Calls back when entries were appended to the journal through this client and are committed.
 * What other backends append is not heard of.
 *
 * @returns what ends it
 */
export function onAppended(knex: Knex, listener: () => void): () => void {
  const key = knex.client.config;
  const all = listeners.get(key) ?? new Set();
  listeners.set(key, all.add(listener));
  return () => all.delete(listener);
}

/** Tells the listeners once the transaction that appends has committed. */
export function announceAppended(tx: Knex.Transaction): void {
  const all = listeners.get(tx.client.config);
  if (all?.size) afterCommit(tx, () => all.forEach(listener => listener()));
}
