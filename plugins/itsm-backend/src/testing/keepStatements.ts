import type { Knex } from 'knex';

/** What of better-sqlite3 is of interest here. */
interface Connection {
  prepare(sql: string): object;
}

/** What neither changes what a database is made of, nor takes such a change back. */
const DATA =
  /^\s*(select|insert|update|delete|with|begin|commit|savepoint|release)\b/i;
/** As many as a busy backend asks in turns; lists of other lengths make statements of their own. */
const MOST = 1_000;

function keepStatementsOf(connection: Connection): void {
  const kept = new Map<string, object>();
  const prepare = connection.prepare.bind(connection);
  connection.prepare = sql => {
    if (!DATA.test(sql)) {
      kept.clear();
      return prepare(sql);
    }
    let statement = kept.get(sql);
    if (!statement) {
      statement = prepare(sql);
      // The one that was made first: the others find their way back soon.
      if (kept.size === MOST) kept.delete(kept.keys().next().value!);
      kept.set(sql, statement);
    }
    return statement;
  };
}

/**
 * Has a SQLite database prepare each statement once. Knex has it prepared for every query, and that takes
 * longer than most queries do: a fifth of what a test takes that calls a backend. Knex runs a statement to
 * its end at once, so the next one to run it finds it at rest.
 */
export function keepStatements(knex: Knex): void {
  knex.client.pool.on('createSuccess', (_: number, made: Connection) =>
    keepStatementsOf(made),
  );
}
