import type { Knex } from 'knex';
import { chunksOf, isPostgres } from './classes/BulkStore';

/** Rows that one statement changes or inserts; its parameter is some hundred kilobytes. */
const ROWS = 2_000;

/** What is compared or written, each with the type that PostgreSQL is told. */
const TYPES: Readonly<Record<string, string>> = {
  position: 'bigint',
  ref: 'text',
  source_ref: 'text',
  type: 'text',
  target_ref: 'text',
  at: 'bigint',
};

/**
 * Texts as a table with the column `value`: one parameter for all, so that there can be more than a
 * statement takes.
 */
export function listOf(
  knex: Knex,
  texts: readonly string[],
): { from: string; bindings: any[] } {
  return isPostgres(knex)
    ? { from: '(select unnest(?::text[]) as value)', bindings: [texts] }
    : { from: 'json_each(?)', bindings: [JSON.stringify(texts)] };
}

/** Rows as a table with some of {@link TYPES} as its columns: one parameter for all. */
export function rowsOf(
  knex: Knex,
  columns: readonly string[],
  rows: readonly Record<string, unknown>[],
): { from: string; bindings: string[] } {
  const listed = (one: (name: string) => string) => columns.map(one).join(', ');
  return {
    from: isPostgres(knex)
      ? `(select * from jsonb_to_recordset(?::jsonb) as e(${listed(
          name => `${name} ${TYPES[name]}`,
        )}))`
      : `(select ${listed(
          name => `json_extract(value, '$.${name}') as ${name}`,
        )} from json_each(?))`,
    bindings: [JSON.stringify(rows)],
  };
}

/**
 * Ends rows that are still valid, each as of its instant: one statement for every 2,000. A statement
 * a row took PostgreSQL 13 s for an item that lost 50,000 relations; this takes 1. Of two that end
 * the same row the first one counts.
 *
 * @param keys - the columns by which rows are found
 */
export async function closeRows(
  tx: Knex.Transaction,
  table: 'ci_versions' | 'ci_relations',
  keys: readonly string[],
  rows: readonly Record<string, unknown>[],
): Promise<void> {
  const unique = new Map<string, Record<string, unknown>>();
  for (const row of rows) {
    const key = JSON.stringify(keys.map(name => row[name]));
    if (!unique.has(key)) unique.set(key, row);
  }
  const columns = [...keys, 'at'];
  for (const chunk of chunksOf([...unique.values()], ROWS)) {
    const ended = rowsOf(tx, columns, chunk);
    const same = keys.map(name => `${table}.${name} = e.${name}`).join(' and ');
    await tx.raw(
      `update ${table} set valid_to = e.at from ${ended.from} e
       where ${same} and ${table}.valid_to is null`,
      ended.bindings,
    );
  }
}

/** SQLite takes 500 terms of a compound select, which is what a knex insert of many rows is. */
const SQLITE_ROWS = 400;

/** Inserts rows of a table, all with the same columns, in as few statements as the engine allows. */
export async function insertInBulk(
  tx: Knex.Transaction,
  table: 'ci_versions' | 'ci_relations',
  rows: readonly Record<string, unknown>[],
): Promise<void> {
  if (!isPostgres(tx)) {
    for (const chunk of chunksOf(rows, SQLITE_ROWS))
      await tx(table).insert(chunk);
    return;
  }
  for (const chunk of chunksOf(rows, ROWS)) {
    const names = Object.keys(chunk[0])
      .map(name => `"${name}"`)
      .join(', ');
    await tx.raw(
      `insert into "${table}" (${names})
       select ${names} from jsonb_populate_recordset(null::"${table}", ?::jsonb)`,
      [JSON.stringify(chunk)],
    );
  }
}
