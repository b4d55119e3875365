import { saysSomething, wordsOf } from './searchWords';

const ENDINGS = /(?:ings?|ed|ers?|es|s|e)$/;

/** A word without its English ending, roughly: enough to see that two titles speak of the same. */
function stem(word: string): string {
  return word.length > 4 ? word.replace(ENDINGS, '') : word;
}

/** The words of a title that say something, without their endings. */
export function titleWords(title: string, language: string): Set<string> {
  return new Set(
    wordsOf(title)
      .filter(w => w.length > 1 && saysSomething(w, language))
      .map(stem),
  );
}

/** The words of one title that another one has as well. */
export function sharedWords(
  title: string,
  other: string,
  language: string,
): string[] {
  const theirs = titleWords(other, language);
  const own = wordsOf(title).filter(w => theirs.has(stem(w)));
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
