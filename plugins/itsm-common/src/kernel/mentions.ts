import { normalizeRef, type EntityRef } from './refs';

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const INDENTED = /^(?: {4}|\t)/;
/** Not behind a letter, a slash or another `@`: those are addresses of mails and pages. */
const MENTION =
  /(?<![\p{L}\p{N}\\/@._=-])@((?:user|group):[a-z0-9._-]+\/)?([\p{L}\p{N}](?:[\p{L}\p{N}._-]*[\p{L}\p{N}_])?)/giu;

/** The lines of a Markdown text that are no code, as one text. */
function withoutCodeBlocks(markdown: string): string {
  const kept: string[] = [];
  let fence: string | undefined;
  let afterBlank = true;
  let indented = false;
  for (const line of markdown.split(/\r\n|\r|\n/)) {
    const mark = FENCE.exec(line)?.[1];
    const rest = mark && line.trim().slice(mark.length);
    if (fence) {
      // A fence ends with at least as many of the same mark, and nothing behind them.
      const ends = mark && mark[0] === fence[0] && mark.length >= fence.length;
      if (ends && !rest) fence = undefined;
      kept.push('');
    } else if (mark && !(mark[0] === '`' && rest!.includes('`'))) {
      fence = mark;
      kept.push('');
    } else {
      indented = INDENTED.test(line) && (afterBlank || indented);
      kept.push(indented ? '' : line);
    }
    afterBlank = line.trim() === '';
  }
  return kept.join('\n');
}

/** Replaces code spans: as many backticks at their end as at their start. */
function withoutCodeSpans(text: string): string {
  const runs = [...text.matchAll(/`+/g)];
  let kept = '';
  let from = 0;
  for (let i = 0; i < runs.length; i++) {
    const open = runs[i];
    if (open.index < from || text[open.index - 1] === '\\') continue;
    const close = runs.find(
      (run, j) => j > i && run[0].length === open[0].length,
    );
    if (!close) continue;
    kept += `${text.slice(from, open.index)} `;
    from = close.index + close[0].length;
  }
  return kept + text.slice(from);
}

/**
 * Who a Markdown text mentions: `@maria`, `@user:default/maria`, `@group:default/payments`,
 * outside of code, addresses and escapes.
 *
 * Indented lines after an empty one count as code, also in lists.
 *
 * @returns references in their stored form, each once, in the order of the text
 */
export function mentionsIn(markdown: string): EntityRef[] {
  const text = withoutCodeSpans(withoutCodeBlocks(markdown));
  const found = new Set<EntityRef>();
  for (const [, prefix, name] of text.matchAll(MENTION)) {
    const ref = normalizeRef(`${prefix ?? 'user:default/'}${name}`);
    if (ref) found.add(ref);
  }
  return [...found];
}
