import { parse } from 'csv-parse/sync';

/** One row of a CSV file, or why a line is none. */
export type CsvRow =
  | { line: number; cells: string[] }
  | { line: number; reason: string };

const MOST_LINES_A_ROW = 200;
const MOST_CHARACTERS_A_ROW = 1_000_000;

const quotesIn = (text: string) => text.split('"').length - 1;

function cellsOf(text: string): string[] | undefined {
  // Without a quote a row is its commas; worth a path of its own, as most rows are like that.
  if (!text.includes('"')) return text.replace(/^\ufeff/, '').split(',');
  try {
    const rows: string[][] = parse(text, {
      relax_column_count: true,
      bom: true,
    });
    return rows.length === 1 ? rows[0] : undefined;
  } catch {
    return undefined;
  }
}

/** Splits a stream of text into lines, without keeping more than one of them. */
export async function* readLines(
  chunks: AsyncIterable<string>,
): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of chunks) {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop()!;
    // A line without an end is cut: what follows is reported as a line that cannot be read.
    if (rest.length > MOST_CHARACTERS_A_ROW) {
      parts.push(rest);
      rest = '';
    }
    for (const part of parts)
      yield part.endsWith('\r') ? part.slice(0, -1) : part;
  }
  if (rest !== '') yield rest;
}

/**
 * Reads the rows of a CSV (RFC 4180) so that one broken line costs one line.
 *
 * A quoted cell may hold line breaks, so a line with an open quote is joined with those that
 * follow. A CSV parser alone would then swallow the rest of a file behind one stray quote; here a
 * row that does not close within 200 lines, or whose cells do not come out as many as the header
 * has, is given up: its first line is reported, and reading goes on with the second.
 */
export async function* readRows(
  lines: AsyncIterable<string>,
): AsyncGenerator<CsvRow> {
  const iterator = lines[Symbol.asyncIterator]();
  const ahead: string[] = [];
  let line = 0;
  let width: number | undefined;
  const lineAt = async (i: number): Promise<string | undefined> => {
    while (ahead.length <= i) {
      const next = await iterator.next();
      if (next.done) return undefined;
      ahead.push(next.value);
    }
    return ahead[i];
  };

  for (;;) {
    const first = await lineAt(0);
    if (first === undefined) return;
    line += 1;
    if (first.trim() === '') {
      ahead.shift();
      continue;
    }
    let text = first;
    let used = 1;
    let open = quotesIn(first) % 2 === 1;
    while (
      open &&
      used < MOST_LINES_A_ROW &&
      text.length < MOST_CHARACTERS_A_ROW
    ) {
      const more = await lineAt(used);
      if (more === undefined) break;
      text += `\n${more}`;
      open = (quotesIn(text) & 1) === 1;
      used += 1;
    }
    const cells = open ? undefined : cellsOf(text);
    const fits =
      cells && (width === undefined || cells.length === width || used === 1);
    if (fits) {
      width ??= cells.length;
      yield { line, cells };
      ahead.splice(0, used);
      line += used - 1;
    } else {
      const reason = open
        ? 'a quoted cell is never closed'
        : 'cannot be read as CSV; check its quotes';
      yield { line, reason };
      ahead.shift();
    }
  }
}
