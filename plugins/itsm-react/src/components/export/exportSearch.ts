import type { QueryValues } from '@callboard/plugin-itsm-common';

/** The query part of an export's address: what the list asks for, and its columns. */
export function exportSearch(
  question: QueryValues,
  columns: readonly string[],
): string {
  const search = new URLSearchParams();
  const asked: QueryValues = { ...question, columns };
  for (const [name, value] of Object.entries(asked)) {
    if (Array.isArray(value) && value.some(Array.isArray)) {
      for (const each of value) search.append(name, String(each));
      continue;
    }
    const text = Array.isArray(value) ? value.join(',') : String(value ?? '');
    if (text) search.set(name, text);
  }
  // Most exports are opened in a spreadsheet, which guesses the encoding wrong without it.
  search.set('bom', 'true');
  return `?${search}`;
}
