import type { Knex } from 'knex';
import { gatheredRows } from './gatheredRows';

/** Below the parameters and the terms of a compound select that SQLite takes. */
const SQLITE_PARAMETERS = 30_000;
const SQLITE_ROWS = 400;
const AT_ONCE = 400;

/** Whether the engine is PostgreSQL; the other one is SQLite. */
export const isPostgres = (knex: Knex): boolean =>
  knex.client.config.client === 'pg';

/** Parts of a list, each small enough for one statement. */
export function chunksOf<T>(all: readonly T[], size = AT_ONCE): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) =>
    all.slice(i * size, (i + 1) * size),
  );
}

/**
 * Holds a record until the transaction ends: of two who count what belongs to it and add to that, the second
 * one waits and counts what the first one added. Locks it as a command does, and as a command does, first.
 */
export async function holdRecord(
  tx: Knex.Transaction,
  id: string,
): Promise<void> {
  await tx('records').where({ id }).forNoKeyUpdate().first('id');
}

async function readAmong(
  executor: Knex,
  table: string,
  column: string,
  values: readonly string[],
  columns: readonly string[],
): Promise<any[]> {
  if (isPostgres(executor))
    return executor(table)
      .whereRaw('?? = any(?)', [column, values as any])
      .select([...columns]);
  const found: any[] = [];
  for (const chunk of chunksOf(values))
    found.push(
      ...(await executor(table)
        .whereIn(column, chunk)
        .select([...columns])),
    );
  return found;
}

/**
 * Rows whose column has one of many values: on PostgreSQL one list, on SQLite in parts. Of few values,
 * together with whoever asks the same of others at this moment, see {@link gatheredRows}.
 */
export async function rowsAmong(
  executor: Knex,
  table: string,
  column: string,
  values: readonly string[],
  columns: readonly string[] = ['*'],
): Promise<any[]> {
  const unique = [...new Set(values)];
  if (unique.length === 0) return [];
  return gatheredRows(executor, { table, column, columns }, unique, some =>
    readAmong(executor, table, column, some, columns),
  );
}

/** Runs a statement for rows whose column has one of many values, in parts on SQLite. */
export async function changeAmong(
  executor: Knex,
  table: string,
  column: string,
  values: readonly string[],
  change: (query: Knex.QueryBuilder) => Promise<unknown>,
): Promise<void> {
  const unique = [...new Set(values)];
  if (unique.length === 0) return;
  if (isPostgres(executor)) {
    await change(
      executor(table).whereRaw('?? = any(?)', [column, unique as any]),
    );
    return;
  }
  for (const chunk of chunksOf(unique))
    await change(executor(table).whereIn(column, chunk));
}

/**
 * Inserts rows, or changes those that are there: on PostgreSQL one statement with one parameter
 * that the server unpacks. All rows have the same columns.
 *
 * @param keys - the unique columns
 * @param keep - leaves rows that are there as they are
 */
export async function upsertRows(
  tx: Knex.Transaction,
  table: string,
  rows: readonly Record<string, unknown>[],
  keys: readonly string[],
  keep = false,
): Promise<void> {
  if (rows.length === 0) return;
  const columns = Object.keys(rows[0]);
  const others = columns.filter(c => !keys.includes(c));
  if (!isPostgres(tx)) {
    const most = Math.min(
      SQLITE_ROWS,
      Math.floor(SQLITE_PARAMETERS / columns.length),
    );
    for (const chunk of chunksOf(rows, most)) {
      const query = tx(table)
        .insert(chunk)
        .onConflict([...keys]);
      await (keep ? query.ignore() : query.merge(others));
    }
    return;
  }
  const names = columns.map(c => `"${c}"`).join(', ');
  const set = others.map(c => `"${c}" = excluded."${c}"`).join(', ');
  await tx.raw(
    `insert into "${table}" (${names})
     select ${names} from jsonb_populate_recordset(null::"${table}", ?::jsonb)
     on conflict (${keys.map(c => `"${c}"`).join(', ')})
     do ${keep || !set ? 'nothing' : `update set ${set}`}`,
    [JSON.stringify(rows)],
  );
}
