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
