import { csvText } from '@callboard/plugin-itsm-common';

/** {@link csvText}, with the mark by which spreadsheets know its letters. */
export const csvOf = (
  rows: readonly (readonly (string | number)[])[],
): string => `\uFEFF${csvText(rows)}`;

/** Keeps a text as a file of the reader's. */
export function keepText(name: string, text: string): void {
  const href = URL.createObjectURL(
    new Blob([text], { type: 'text/csv;charset=utf-8' }),
  );
  const link = document.createElement('a');
  link.href = href;
  link.download = name;
  link.click();
  URL.revokeObjectURL(href);
}
