/** What XML does not allow, however it is written. */
const FORBIDDEN =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** A text without what no XML file may have. */
export function xmlText(text: string): string {
  return text.replace(FORBIDDEN, '\ufffd');
}

/** How wide a letter is, roughly: signs of East Asia and pictures take twice the room. */
const widthOf = (letter: string) =>
  (letter.codePointAt(0) ?? 0) >= 0x1100 ? 2 : 1;

/** Cuts a text to lines of so many letters; what does not fit ends with an ellipsis. */
export function inLines(text: string, letters: number, most: number): string[] {
  const lines: string[] = [];
  let line = '';
  let width = 0;
  const all = [...xmlText(text).replace(/\s+/g, ' ').trim()];
  for (const [i, letter] of all.entries()) {
    if (width + widthOf(letter) > letters) {
      if (lines.length === most - 1) {
        lines.push(`${line.trimEnd().slice(0, -1)}…`);
        return lines;
      }
      // A word that begins the line is broken, any other goes to the next line whole.
      const space = letter === ' ' ? line.length : line.lastIndexOf(' ');
      const rest = space > 0 ? line.slice(space + 1) : '';
      lines.push(space > 0 ? line.slice(0, space) : line);
      line = rest;
      width = [...rest].reduce((sum, l) => sum + widthOf(l), 0);
    }
    if (letter === ' ' && line === '' && i > 0) continue;
    line += letter;
    width += widthOf(letter);
  }
  return line ? [...lines, line] : lines;
}
