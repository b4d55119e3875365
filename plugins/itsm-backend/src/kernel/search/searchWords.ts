import { saysSomething, wordsOf } from '@callboard/plugin-itsm-common';

/** What somebody searches for, read from what they typed. */
export interface SearchWords {
  /** All of these. */
  words: string[];
  /** The beginning of one more word: the last one, which may not be typed to its end. */
  prefix?: string;
  /** Words next to each other, from "quoted" text. */
  phrases: string[][];
  /** None of these, from -words. */
  without: string[];
}

const MOST_TERMS = 12;
const SHORTEST_PREFIX = 2;

/** {@link wordsOf} with their accents, for an engine that takes off what it thinks is one itself. */
function accentedWordsOf(text: string): string[] {
  const small = text.normalize('NFC').toLocaleLowerCase('en-US');
  return small.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
}

/**
 * Reads what somebody typed into a search box. Whatever it is, there is no wrong syntax: words,
 * "phrases" and -words without are understood, everything else separates words.
 *
 * @param accents - `kept` for SQLite, whose tables take accents off Latin letters only
 */
export function readSearch(
  text: string,
  language: string,
  accents: 'kept' | 'off' = 'off',
): SearchWords {
  const split = accents === 'kept' ? accentedWordsOf : wordsOf;
  const found: SearchWords = { words: [], phrases: [], without: [] };
  const parts = [...text.matchAll(/(-?)"([^"]*)"?|(-?)(\S+)/g)];
  let terms = 0;
  let last: string | undefined;
  for (const [whole, minus, quoted, minusWord, bare] of parts) {
    last = undefined;
    if (terms >= MOST_TERMS) break;
    const words = split(quoted ?? bare);
    if (words.length === 0) continue;
    terms += words.length;
    if (minus || minusWord) found.without.push(...words);
    else if (quoted !== undefined && words.length > 1)
      found.phrases.push(words);
    else {
      const telling = words.filter(word => saysSomething(word, language));
      found.words.push(...telling);
      if (quoted === undefined && /[\p{L}\p{N}]$/u.test(whole))
        last = telling[telling.length - 1];
    }
  }
  if (last !== undefined && last.length >= SHORTEST_PREFIX) {
    found.prefix = found.words.pop();
  }
  return found;
}

/** Whether anything is asked for; what is only left out finds nothing. */
export function asksSomething(search: SearchWords): boolean {
  return (
    search.words.length > 0 ||
    search.phrases.length > 0 ||
    search.prefix !== undefined
  );
}
