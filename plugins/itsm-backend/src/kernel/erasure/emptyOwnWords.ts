import { ERASED_WORDS } from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import type { WordColumn } from './columns';

const BY = '_by_ref';

/**
 * Empties what people wrote into tables of practices that are no records, e.g. with an answer to a
 * survey: every column that a column of its name with `_by_ref` stands beside, which says who wrote it,
 * as `words` and `words_by_ref`.
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
    const names = new Set(columns.map(({ name }) => name));
    for (const { name, nullable } of columns) {
      if (!names.has(`${name}${BY}`)) continue;
      const rows = await tx(table)
        .whereIn(`${name}${BY}`, refs)
        .whereNotNull(name)
        .update({ [name]: nullable ? null : ERASED_WORDS });
      emptied.set(table, (emptied.get(table) ?? 0) + rows);
    }
  }
  return emptied;
}
