/** English words that say nothing about a record. PostgreSQL's dictionary drops them; so do we. */
const STOP = new Set(
  `a about after all also am an and any are as at be been but by can did do does for from had has have
  he her his how i if in into is it its just me my no nor not of on or our out she so some such than
  that the their them then there these they this those to too us very was we were what when where
  which who why will with you your`.split(/\s+/),
);

/** Takes accents off and makes letters small, as both engines do with what they keep. */
export function plainText(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLocaleLowerCase('en-US');
}

/** The words of a text: runs of letters and digits, without accents, in small letters. */
export function wordsOf(text: string): string[] {
  return plainText(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Whether a word says something in the language. */
export function saysSomething(word: string, language: string): boolean {
  return language !== 'english' || !STOP.has(word);
}

const ENDINGS = /(?:ings?|ed|ers?|es|s|e)$/;

/** A word without its English ending, roughly: enough to see that two titles speak of the same. */
export function stemOf(word: string): string {
  return word.length > 4 ? word.replace(ENDINGS, '') : word;
}

/** The words of a title that say something, by what is left of them without their endings. */
export function wordsByStem(
  title: string,
  language: string,
): Map<string, string> {
  return new Map(
    wordsOf(title)
      .filter(w => w.length > 1 && saysSomething(w, language))
      .map(w => [stemOf(w), w]),
  );
}

/** The words of a title that say something, without their endings. */
export function titleWords(title: string, language: string): Set<string> {
  return new Set(wordsByStem(title, language).keys());
}
