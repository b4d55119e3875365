import type { Knex } from 'knex';

const SKIPPED = /migrations(_lock)?$|^sqlite_|_fts_(data|idx|docsize|config)$/;

/** All rows of all tables as text, by table: what somebody finds who searches the whole database. */
export async function dumpTables(knex: Knex): Promise<Map<string, string[]>> {
  const postgres = knex.client.config.client === 'pg';
  const names: string[] = postgres
    ? (
        await knex.raw(
          `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
        )
      ).rows.map((row: any) => row.name)
    : (
        await knex.raw(
          `select name from sqlite_master where type = 'table' order by 1`,
        )
      ).map((row: any) => row.name);
  const dump = new Map<string, string[]>();
  for (const name of names.filter(n => !SKIPPED.test(n))) {
    const rows: string[] = postgres
      ? (await knex.raw('select t::text as row from ?? t', [name])).rows.map(
          (row: any) => row.row,
        )
      : (await knex(name)).map(row => JSON.stringify(row));
    dump.set(name, rows.sort());
  }
  return dump;
}

/** The rows of a dump in which something is found, small letters or not. */
export function rowsWith(dump: Map<string, string[]>, what: RegExp): string[] {
  return [...dump].flatMap(([table, rows]) =>
    rows.filter(row => what.test(row)).map(row => `${table}: ${row}`),
  );
}
