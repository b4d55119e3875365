/**
 * The small form of one character, if the two belong to nothing but each other; else the character
 * itself. `ß` and the Kelvin sign stay as they are: their capitals are two letters, or another
 * one's.
 */
function small(character: string): string {
  if (character <= '\u007f') return character.toLowerCase();
  const lower = character.toLowerCase();
  const alone = lower > '\u007f' && [...lower].length === 1;
  return alone && lower.toUpperCase() === character ? lower : character;
}

/** Nothing but ASCII, of which everybody knows the capitals. */
// eslint-disable-next-line no-control-regex
const ASCII = /^[\u0000-\u007f]*$/;

/**
 * Folds case, character by character. Engines differ in what they take for a capital letter, so
 * that neither `lower()` nor JavaScript alone is right: this is what databases and memory share.
 */
export function foldCase(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return Array.from(text, small).join('');
}

/** The capitals, beyond A to Z, of which a folded text holds the small form; with that form. */
export function capitalsOf(folded: string): [capital: string, small: string][] {
  const pairs = new Map<string, string>();
  for (const character of folded) {
    if (character <= '\u007f') continue;
    const capital = character.toUpperCase();
    if (capital !== character && small(capital) === character)
      pairs.set(capital, character);
  }
  return [...pairs];
}
