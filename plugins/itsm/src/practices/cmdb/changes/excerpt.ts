const SHOWN = 120;
/** Cutting the last few letters helps nobody. */
const SPARE = 20;
/** How much of what is the same stands before what differs. */
const LEAD = 40;

/**
 * The part of a long text that is worth showing first: where it begins to differ from another one,
 * or its beginning. Undefined if all of it is short enough.
 */
export function excerpt(text: string, other: string = ''): string | undefined {
  if (text.length <= SHOWN + SPARE) return undefined;
  let same = 0;
  while (same < text.length && text[same] === other[same]) same += 1;
  const start = same < 2 * LEAD ? 0 : Math.min(same, text.length - 1) - LEAD;
  const end = start + SHOWN;
  const shown = text
    .slice(start, end)
    // Not from the middle of a word.
    .replace(start > 0 ? /^\S{0,20}\s/ : '', '')
    .trim();
  return `${start > 0 ? '…' : ''}${shown}${end < text.length ? '…' : ''}`;
}
