import { normalizeRef, type CiQuestion } from '@callboard/plugin-itsm-common';
import type { Caller } from '@callboard/plugin-itsm-node';

const DAY_MS = 86_400_000;
const MOST_WORDS = 8;

/** A question about configuration items as the store takes it. Instants are milliseconds. */
export interface AskedCis {
  /** Beginnings of words, in small letters. */
  words: readonly string[];
  kinds?: readonly string[];
  types?: readonly string[];
  /** References of owners; with `null` among them, what nobody owns. */
  owners?: readonly (string | null)[];
  systems?: readonly string[];
  lifecycles?: readonly string[];
  gone: boolean;
  changedSince?: number;
}

/** Whole words and their beginnings: runs of letters and digits, as the index has them. */
export function searchWords(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(words)].slice(0, MOST_WORDS);
}

/** Puts the caller and the time into a question. */
export function askedCis(
  caller: Caller,
  query: CiQuestion,
  now: number,
): AskedCis {
  return {
    words: searchWords(query.q ?? ''),
    kinds: query.kind?.filter(kind => kind !== 'user'),
    types: query.type,
    owners: query.owner?.flatMap((owner): readonly (string | null)[] => {
      if (owner === 'none') return [null];
      if (owner === 'mine') return caller.ownership;
      return [normalizeRef(owner) ?? owner];
    }),
    systems: query.system,
    lifecycles: query.lifecycle,
    gone: query.state === 'gone',
    changedSince:
      query.changed === undefined ? undefined : now - query.changed * DAY_MS,
  };
}
