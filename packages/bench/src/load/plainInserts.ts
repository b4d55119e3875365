import type { Knex } from 'knex';
import { Pool } from 'pg';
import { ACCOUNT } from '../database';
import { Random } from '../seed/random';

/** Rows of one table. */
interface TableRows {
  table: string;
  rows: Record<string, unknown>[];
}

/** The tables into which filing an incident writes, each after what it refers to. */
const TABLES: readonly [table: string, recordColumn: string][] = [
  ['records', 'id'],
  ['incidents', 'record_id'],
  ['participants', 'record_id'],
  ['texts', 'subject_id'],
  ['journal', 'subject_id'],
];

/** All rows that filing this record left behind. */
export async function rowsOf(
  knex: Knex,
  recordId: string,
): Promise<TableRows[]> {
  const found: TableRows[] = [];
  for (const [table, column] of TABLES) {
    const rows = await knex(table).where(column, recordId);
    if (rows.length > 0) found.push({ table, rows });
  }
  return found;
}

/** Inserts the same rows again and again, under new keys, by a plain client. */
export interface PlainInserts {
  /** One transaction with all rows, a statement a table. */
  insert(lane: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * @param database - one like that of the backend; not its own, whose followers would take the
 *   entries for real
 */
export async function plainInserts(options: {
  port: number;
  database: string;
  lanes: number;
  recordId: string;
  rows: readonly TableRows[];
}): Promise<PlainInserts> {
  const { port, database, lanes, recordId } = options;
  const pool = new Pool({
    host: '127.0.0.1',
    port,
    database,
    ...ACCOUNT,
    max: lanes,
  });
  const clients = await Promise.all(
    Array.from({ length: lanes }, () => pool.connect()),
  );
  const statements = options.rows.map(({ table, rows }) => {
    // The database draws the position.
    const columns = Object.keys(rows[0]).filter(c => c !== 'position');
    const marks = rows.map(
      (_, r) =>
        `(${columns
          .map((__, c) => `$${r * columns.length + c + 1}`)
          .join(', ')})`,
    );
    return {
      sql: `insert into "${table}" (${columns
        .map(c => `"${c}"`)
        .join(', ')}) values ${marks.join(', ')}`,
      columns,
      rows,
    };
  });
  let count = 0;
  const random = new Random(Date.now());
  // Keys in the order of time, as the backend draws them.
  const key = () => random.uuid(Date.now());
  const valuesOf = (
    columns: readonly string[],
    rows: readonly Record<string, unknown>[],
    id: string,
    number: string,
  ) =>
    rows.flatMap(row =>
      columns.map(column => {
        if (row[column] === recordId) return id;
        if (column === 'number') return number;
        if (column === 'id') return key();
        const value = row[column];
        return column === 'payload' ? JSON.stringify(value) : value;
      }),
    );
  return {
    async insert(lane) {
      const client = clients[lane];
      const id = key();
      const number = `FLOOR-${(count += 1)}`;
      await client.query('begin');
      for (const { sql, columns, rows } of statements)
        await client.query(sql, valuesOf(columns, rows, id, number));
      await client.query('commit');
    },
    async close() {
      for (const client of clients) client.release();
      await pool.end();
    },
  };
}
