const MOST = 200;

/** The first words of a Markdown text without its signs, for a line in a card. */
export function plainText(markdown: string): string {
  const text = markdown
    .replace(/```[\s\S]*?(?:```|$)/g, ' … ')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^\s{0,3}(?:#{1,6}|>|[-*+]|\d+\.)\s+/gm, '')
    .replace(/[*_`~]{1,3}(\S(?:.*?\S)?)[*_`~]{1,3}/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  return text.length > MOST ? `${text.slice(0, MOST).trimEnd()}…` : text;
}
