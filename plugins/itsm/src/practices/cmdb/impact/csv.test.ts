import fc from 'fast-check';
import { toCsv } from './csv';

/** Reads CSV as RFC 4180 says. */
function read(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain = '', end] of csv.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g,
  )) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

describe('rows as CSV', () => {
  it('are read back as they were, but for what would be a formula', () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom('=1+1', 'a,b', '"', '\r\n', '-2', '@x', 'x"y'),
    );
    fc.assert(
      fc.property(
        fc.array(fc.array(text, { minLength: 2, maxLength: 4 })),
        rows => {
          const safe = rows.map(row =>
            row.map(cell => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell)),
          );
          expect(read(toCsv(rows))).toEqual(safe);
        },
      ),
      { seed: 1 },
    );
  });

  it('keep numbers numbers', () => {
    expect(toCsv([['steps', -1]])).toBe('steps,-1\r\n');
  });
});
