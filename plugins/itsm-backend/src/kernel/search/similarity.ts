import {
  saysSomething,
  stemOf,
  titleWords,
  wordsOf,
} from '@callboard/plugin-itsm-common';

/** The words of one title that another one has as well. */
export function sharedWords(
  title: string,
  other: string,
  language: string,
): string[] {
  const theirs = titleWords(other, language);
  const own = wordsOf(title).filter(w => theirs.has(stemOf(w)));
  return [...new Set(own)].filter(
    w => w.length > 1 && saysSomething(w, language),
  );
}

/** How alike two titles are, from 0 to 1: shared words over all words (Dice). */
export function likeness(
  title: string,
  other: string,
  language: string,
): number {
  const own = titleWords(title, language);
  const theirs = titleWords(other, language);
  if (own.size + theirs.size === 0) return 0;
  const shared = [...own].filter(w => theirs.has(w)).length;
  return (2 * shared) / (own.size + theirs.size);
}
