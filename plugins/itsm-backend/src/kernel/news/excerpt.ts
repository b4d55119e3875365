const LONGEST = 280;

/** The beginning of a Markdown text as one line, at most 280 characters, cut between words. */
export function excerpt(markdown: string): string {
  const line = markdown.replace(/\s+/g, ' ').trim();
  if (line.length <= LONGEST) return line;
  const cut = line.slice(0, LONGEST);
  const space = cut.lastIndexOf(' ');
  // Never half of a character.
  const words = space > LONGEST / 2 ? cut.slice(0, space) : cut;
  return `${words.replace(/[\uD800-\uDBFF]$/, '')}…`;
}
