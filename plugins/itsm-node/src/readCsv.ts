/** A row of a CSV, or why a line is none. Lines count from 1; the header is the first. */
export type CsvLine =
  | { line: number; cells: string[] }
  | { line: number; reason: string };

const MOST_LINES_A_ROW = 200;

/** What separates cells, by the name that a source gives it. */
export const DELIMITERS = { comma: ',', semicolon: ';', tab: '\t' } as const;

/** The separator that the header has most of outside of quotes; spreadsheets differ by country. */
export function delimiterOf(text: string): string {
  const header = (/^[^\r\n]*/.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '');
  const counted = Object.values(DELIMITERS).map(
    d => [d, header.split(d).length] as const,
  );
  return counted.reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

/** One row from a place in the text, or nothing if a quote stays open for too long. */
function rowAt(
  text: string,
  start: number,
  delimiter: string,
): { cells: string[]; end: number; lines: number } | undefined {
  const cells: string[] = [];
  let at = start;
  let lines = 1;
  for (;;) {
    let cell = '';
    if (text[at] === '"') {
      for (;;) {
        const close = text.indexOf('"', at + 1);
        if (close < 0) return undefined;
        const part = text.slice(at + 1, close);
        for (let n = part.indexOf('\n'); n >= 0; n = part.indexOf('\n', n + 1))
          lines += 1;
        if (lines > MOST_LINES_A_ROW) return undefined;
        cell += part;
        at = close + 1;
        if (text[at] !== '"') break;
        cell += '"';
      }
    }
    // What follows a closing quote belongs to the cell, as spreadsheets read it.
    let end = at;
    while (end < text.length && text[end] !== delimiter && text[end] !== '\n')
      end += 1;
    cell += text.slice(at, end);
    const over = end >= text.length || text[end] === '\n';
    cells.push(over && cell.endsWith('\r') ? cell.slice(0, -1) : cell);
    if (over) return { cells, end: end + 1, lines };
    at = end + 1;
  }
}

/**
 * The rows of a CSV (RFC 4180, with any of three separators). One broken line costs one line: a
 * quote that is not closed within 200 lines, or a row that then has other columns than the header,
 * is reported, and reading goes on with the next line.
 */
export function* readCsv(given: string, delimiter: string): Generator<CsvLine> {
  const text = given.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  let at = 0;
  let line = 1;
  let width: number | undefined;
  while (at < text.length) {
    if (text[at] === '\n') {
      at += 1;
      line += 1;
      continue;
    }
    const row = rowAt(text, at, delimiter);
    const swallowed =
      row !== undefined &&
      row.lines > 1 &&
      width !== undefined &&
      row.cells.length !== width;
    if (!row || swallowed) {
      yield { line, reason: 'a quoted cell is never closed; check its quotes' };
      const next = text.indexOf('\n', at);
      if (next < 0) return;
      at = next + 1;
      line += 1;
      continue;
    }
    const empty = row.cells.length === 1 && row.cells[0].trim() === '';
    if (!empty) {
      width ??= row.cells.length;
      if (row.cells.length === width) yield { line, cells: row.cells };
      else
        yield {
          line,
          reason: `has ${row.cells.length} columns where the header has ${width}`,
        };
    }
    at = row.end;
    line += row.lines;
  }
}
