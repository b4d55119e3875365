import type { Knex } from 'knex';

/** What a SQLite database consists of: how its tables are made, and what is in them. */
export interface SqliteTemplate {
  schema: string;
  rows: { table: string; rows: Record<string, unknown>[] }[];
}

/** What of better-sqlite3 is of interest here. */
interface Connection {
  exec(sql: string): void;
  prepare(sql: string): {
    all(...bindings: unknown[]): any[];
    run(...bindings: unknown[]): unknown;
  };
}

async function withConnection<T>(
  knex: Knex,
  use: (connection: Connection) => T,
): Promise<T> {
  const connection = await knex.client.acquireConnection();
  try {
    return use(connection);
  } finally {
    await knex.client.releaseConnection(connection);
  }
}

/** Reads what a database consists of. */
export function readTemplate(knex: Knex): Promise<SqliteTemplate> {
  return withConnection(knex, connection => {
    const all = connection
      .prepare(
        `select type, name, sql from sqlite_master
         where sql is not null and name not like 'sqlite!_%' escape '!'
         order by type <> 'table', rowid`,
      )
      .all();
    const isVirtual = (sql: string) => /^create virtual/i.test(sql);
    // A virtual table makes the tables that it keeps its own things in.
    const virtual = all.filter(({ sql }) => isVirtual(sql));
    const made = all.filter(
      ({ name }) => !virtual.some(of => name.startsWith(`${of.name}_`)),
    );
    const tables = made.filter(
      ({ type, sql }) => type === 'table' && !isVirtual(sql),
    );
    return {
      schema: made.map(({ sql }) => sql).join(';\n'),
      rows: tables
        .map(({ name }) => ({
          table: name,
          rows: connection.prepare(`select * from "${name}"`).all(),
        }))
        .filter(({ rows }) => rows.length > 0),
    };
  });
}

/** Makes an empty database consist of the same. */
export async function applyTemplate(
  knex: Knex,
  { schema, rows: contents }: SqliteTemplate,
): Promise<void> {
  await withConnection(knex, connection => {
    connection.exec(`pragma foreign_keys = off; begin; ${schema}`);
    for (const { table, rows } of contents) {
      const columns = Object.keys(rows[0]);
      const names = columns.map(column => `"${column}"`).join();
      const statement = connection.prepare(
        `insert into "${table}" (${names}) values (${columns.map(() => '?')})`,
      );
      for (const row of rows) statement.run(columns.map(key => row[key]));
    }
    connection.exec('commit; pragma foreign_keys = on');
  });
}
