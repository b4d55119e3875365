/** A bar from here on has room for its words within. Pixels, as all here. */
const WITHIN = 150;
/** Words that stand outside of their bar take so much. */
const OUTSIDE = 176;
/** The shortest that a bar is drawn. */
const LEAST = 6;
/** Between one and the next. */
const GAP = 4;

/** How a bar is drawn: how wide, and where its words stand. */
export interface WordsPlace {
  width: number;
  words: 'within' | 'beside' | 'before';
}

/**
 * Where the words of a bar stand: in it if it is long enough, else beside it, and before it where the
 * timeline ends.
 *
 * @param room - from its start to the end of the timeline
 */
export function wordsPlace(width: number, room: number): WordsPlace {
  const wide = Math.max(LEAST, width);
  if (wide >= WITHIN) return { width: wide, words: 'within' };
  return { width: wide, words: room < wide + OUTSIDE ? 'before' : 'beside' };
}

/** From where to where a bar is drawn with its words. */
export function extentOf(
  left: number,
  width: number,
  room: number,
): { left: number; right: number } {
  const { width: wide, words } = wordsPlace(width, room);
  return {
    left: words === 'before' ? left - OUTSIDE : left,
    right: left + wide + (words === 'beside' ? OUTSIDE : 0) + GAP,
  };
}
