import type { Knex } from 'knex';
import type { WordColumn } from './columns';

/**
 * Empties what people wrote into tables of practices that are no records, e.g. with an answer to a
 * survey: the column `words`, where a column `words_by_ref` beside it says who wrote them.
 *
 * @param refs - under which they stand
 * @returns rows by table
 */
export async function emptyOwnWords(
  tx: Knex.Transaction,
  tables: ReadonlyMap<string, readonly WordColumn[]>,
  refs: readonly string[],
): Promise<Map<string, number>> {
  const emptied = new Map<string, number>();
  for (const [table, columns] of tables) {
    const names = columns.map(column => column.name);
    if (!names.includes('words') || !names.includes('words_by_ref')) continue;
    const rows = await tx(table)
      .whereIn('words_by_ref', refs)
      .whereNotNull('words')
      .update({ words: null });
    emptied.set(table, rows);
  }
  return emptied;
}
