import type { Knex } from 'knex';

/** Whether the engine is PostgreSQL; the other one is SQLite. */
export function isPostgres(knex: Knex): boolean {
  return knex.client.config.client === 'pg';
}

/** Milliseconds from a bigint column: PostgreSQL answers text, SQLite a number. */
export function toInstant(value: unknown): number | undefined {
  return value === null || value === undefined ? undefined : Number(value);
}

/** The ISO form of an instant, or undefined. */
export function toIso(value: number | undefined): string | undefined {
  return value === undefined ? undefined : new Date(value).toISOString();
}

/**
 * Narrows a query to rows whose column has one of many values. On PostgreSQL they are one
 * parameter: to write hundreds of marks takes knex longer than the query takes. SQLite takes a
 * limited number; chunks are the caller's.
 */
export function whereAmong<Q extends Knex.QueryBuilder>(
  query: Q,
  column: string,
  values: readonly (string | number)[],
): Q {
  if (isPostgres({ client: query.client } as Knex))
    query.whereRaw('?? = any(?)', [column, [...values] as any]);
  else query.whereIn(column, [...values]);
  return query;
}
