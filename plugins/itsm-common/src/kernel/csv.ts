/** What a spreadsheet would take for a formula, in letters of full width too. */
const FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;
const NUMBER = /^-?\d+(\.\d+)?$/;

/**
 * A cell that no spreadsheet runs as a formula: a text that begins like one gets an apostrophe before it,
 * as OWASP advises against CSV injection. A plain number is none, and is left to be added up.
 */
export function safeCell(cell: string): string {
  return FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;
}

/** Rows as CSV (RFC 4180), each cell a safe one. */
export function csvText(
  rows: readonly (readonly (string | number)[])[],
): string {
  const written = (value: string | number) => {
    const cell = safeCell(String(value));
    return /[",\r\n]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell;
  };
  return rows.map(row => `${row.map(written).join(',')}\r\n`).join('');
}
