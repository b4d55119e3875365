import fc from 'fast-check';
import { csvText, safeCell } from './csv';

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

it.each([
  ['=1+1', "'=1+1"],
  ['+1', "'+1"],
  ['-1+cmd()', "'-1+cmd()"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\tx', "'\tx"],
  ['\rx', "'\rx"],
  ['＝1', "'＝1"],
  ['a=b', 'a=b'],
  ['-12.50', '-12.50'],
  ['', ''],
])('a cell %j is written as %j', (cell, written) => {
  expect(safeCell(cell)).toBe(written);
});

it('rows are read back as they were, but for what would be a formula', () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom('=1+1', 'a,b', '"', '\r\n', '-2', '@x', 'x"y'),
  );
  fc.assert(
    fc.property(
      fc.array(fc.array(text, { minLength: 2, maxLength: 4 })),
      rows => {
        expect(read(csvText(rows))).toEqual(rows.map(row => row.map(safeCell)));
      },
    ),
    { seed: 1 },
  );
  expect(csvText([['steps', -1]])).toBe('steps,-1\r\n');
});
