import {
  normalizeRef,
  type CiClass,
  type CiQuestion,
} from '@callboard/plugin-itsm-common';
import type { Caller } from '@callboard/plugin-itsm-node';
import { rulesOf, type ClassRules } from './classRules';

const DAY_MS = 86_400_000;
const MOST_WORDS = 8;
/** Of a value, so much is kept for filters. */
const LONGEST_WORD = 100;

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
  classes?: ClassRules;
  fromSources?: boolean;
  sources?: readonly string[];
  /** Values in small letters; all must hold. */
  attributes?: readonly { key: string; word: string }[];
  gone: boolean;
  changedSince?: number;
}

/** Whole words and their beginnings: runs of letters and digits, as the index has them. */
export function searchWords(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(words)].slice(0, MOST_WORDS);
}

/** `environment:prod` as the store compares it: the beginning of the value in small letters. */
function asAttribute(text: string): { key: string; word: string } {
  const colon = text.indexOf(':');
  return {
    key: text.slice(0, colon),
    word: text
      .slice(colon + 1)
      .trim()
      .slice(0, LONGEST_WORD)
      .toLowerCase(),
  };
}

/** Puts the caller and the time into a question. */
export function askedCis(
  caller: Caller,
  query: CiQuestion,
  context: { now: number; classes: readonly CiClass[] },
): AskedCis {
  const { now, classes } = context;
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
    classes: query.class && rulesOf(classes, query.class),
    fromSources: query.origin && query.origin === 'sources',
    sources: query.source,
    attributes: query.attribute?.map(asAttribute),
    gone: query.state === 'gone',
    changedSince:
      query.changed === undefined ? undefined : now - query.changed * DAY_MS,
  };
}
