import { errorSentence } from '../../api/errors';
import { newRequestKey } from '../../api/requestKey';
import type { BulkDeed, BulkItem, BulkSpec } from './types';

/** So many records are changed by one request; the server takes no more. */
export const CHUNK = 100;

/** What became of one record. */
export interface Outcome<T> {
  item: T;
  done: boolean;
  /** Why not, in the server's words. */
  reason?: string;
}

/**
 * Changes many records, a hundred a request and one request after the other. A request that fails
 * as a whole fails for its records only; the others go on.
 *
 * @param onProgress - told after every request what has become of all records so far
 * @param signal - when aborted, records whose request was not sent yet are left out
 */
export async function runInChunks<T extends BulkItem>(options: {
  items: readonly T[];
  deed: BulkDeed;
  send: BulkSpec['send'];
  onProgress: (outcomes: readonly Outcome<T>[]) => void;
  signal?: AbortSignal;
  newKey?: () => string;
}): Promise<readonly Outcome<T>[]> {
  const { items, deed, send, onProgress, signal } = options;
  const newKey = options.newKey ?? newRequestKey;
  const outcomes: Outcome<T>[] = [];
  for (let at = 0; at < items.length && !signal?.aborted; at += CHUNK) {
    const chunk = items.slice(at, at + CHUNK);
    const targets = chunk.map(({ id, version }) => ({ id, version }));
    try {
      const answer = await send(targets, deed, newKey());
      chunk.forEach((item, index) => {
        const { done, reason } = answer.items[index];
        outcomes.push({ item, done, reason });
      });
    } catch (e) {
      const reason = errorSentence(e);
      for (const item of chunk) outcomes.push({ item, done: false, reason });
    }
    onProgress([...outcomes]);
  }
  return outcomes;
}
