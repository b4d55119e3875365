/** What a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

function cell(value: string | number): string {
  const text = String(value);
  // A number is none; a name that somebody chose may be one.
  const safe =
    typeof value === 'string' && FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows as CSV (RFC 4180). Text that a spreadsheet would run as a formula stays text. */
export function toCsv(
  rows: ReadonlyArray<ReadonlyArray<string | number>>,
): string {
  return rows.map(row => `${row.map(cell).join(',')}\r\n`).join('');
}
