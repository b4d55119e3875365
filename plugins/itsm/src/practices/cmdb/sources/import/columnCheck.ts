import { closeNames } from '@callboard/plugin-itsm-common';
import type { Mapping } from '../useMapping';

const DELIMITERS = [',', ';', '\t'] as const;
const NAMED = { comma: ',', semicolon: ';', tab: '\t' } as const;

/** The cells of a file's first line; a separator that nobody named is the one it has most of. */
export function headerCells(
  text: string,
  named: keyof typeof NAMED | 'auto' = 'auto',
): string[] {
  const line = /^[^\r\n]*/.exec(text.replace(/^\ufeff/, ''))![0];
  const bare = line.replace(/"[^"]*"/g, '');
  const delimiter =
    named === 'auto'
      ? DELIMITERS.reduce((best, next) =>
          bare.split(next).length > bare.split(best).length ? next : best,
        )
      : NAMED[named];
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (const letter of line) {
    if (letter === '"') quoted = !quoted;
    else if (letter === delimiter && !quoted) {
      cells.push(cell.trim());
      cell = '';
    } else cell += letter;
  }
  return [...cells, cell.trim()];
}

/** A column that a source reads, and how it stands with it in a file. */
export interface CheckedColumn {
  from: string;
  to: string;
  state: 'there' | 'absent' | 'gone';
  /** What it may be called in the file. */
  close?: string;
}

const folded = (name: string) =>
  name.normalize('NFKC').replace(/\s+/g, ' ').trim().toLocaleLowerCase('en-US');

/** Compares the header of a file with what a source reads. */
export function checkColumns(
  header: readonly string[],
  mapping: Mapping,
): { columns: CheckedColumn[]; ignored: string[] } {
  const read = [
    ...(typeof mapping.class === 'object'
      ? [{ from: mapping.class.from, to: 'class', mayBeAbsent: false }]
      : []),
    ...mapping.columns,
  ];
  const there = new Set(header.map(folded));
  const wanted = new Set(read.map(c => folded(c.from)));
  const ignored = header.filter(h => h && !wanted.has(folded(h)));
  const columns = read.map(({ from, to, mayBeAbsent }): CheckedColumn => {
    if (there.has(folded(from))) return { from, to, state: 'there' };
    if (mayBeAbsent) return { from, to, state: 'absent' };
    return { from, to, state: 'gone', close: closeNames(from, ignored)[0] };
  });
  return { columns, ignored };
}
