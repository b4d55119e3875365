/** What stands in the copy of the catalog instead of a text that was too long to keep. */
const HASHED = /^\d+ characters, SHA-256 [\w+/=-]{16}$/;
const LONGEST = 280;

/** Whether something is a text, and not only what one hashes to. */
export const isSaid = (text: unknown): text is string =>
  typeof text === 'string' && !HASHED.test(text);

/** Markdown and HTML without what makes them so: enough for a line that says what something does. */
function plain(text: string): string {
  return text
    .replace(/<!--[\s\S]*?(?:-->|$)/g, ' ')
    .replace(/<[^>]*(?:>|$)/g, ' ')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^[#>\s*+-]+/gm, '')
    .replace(/[`*_~]{1,3}/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * The beginning of a description, in one line and without markup; undefined where there is none, or only
 * what it hashes to.
 */
export function firstWords(
  text: unknown,
  longest = LONGEST,
): string | undefined {
  if (!isSaid(text)) return undefined;
  const line = plain(text);
  if (line === '') return undefined;
  if (line.length <= longest) return line;
  const cut = line.slice(0, longest);
  const end = cut.lastIndexOf(' ');
  const whole = end > longest / 2 ? cut.slice(0, end) : cut;
  return `${whole.replace(/[\ud800-\udbff]$/, '').trim()}…`;
}
