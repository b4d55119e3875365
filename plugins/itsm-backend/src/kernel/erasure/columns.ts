import type { Knex } from 'knex';
import { isPostgres } from '../database';

/** A column that can hold words. */
export interface WordColumn {
  name: string;
  json: boolean;
  nullable: boolean;
  /** The most characters it takes. */
  length?: number;
}

/** Tables that are never swept: nothing changes the journal, and the others are written by name. */
const APART = new Set(['journal', 'principals', 'record_search']);
const FOREIGN = /migrations(_lock)?$|^sqlite_|_fts(_\w+)?$/;

async function ofPostgres(knex: Knex) {
  const { rows } = await knex.raw(`
    select c.table_name as "table", c.column_name as name, c.data_type as type,
           c.character_maximum_length as length, c.is_nullable = 'YES' as nullable
    from information_schema.columns c
    join information_schema.tables t
      on t.table_schema = c.table_schema and t.table_name = c.table_name
    where c.table_schema = current_schema() and t.table_type = 'BASE TABLE'
      and c.data_type in ('text', 'character varying', 'character', 'json', 'jsonb')
    order by c.table_name, c.ordinal_position`);
  return rows as any[];
}

async function ofSqlite(knex: Knex) {
  const rows: any[] = await knex.raw(`
    select m.name as "table", p.name, lower(p.type) as type, p."notnull" = 0 as nullable
    from sqlite_master m join pragma_table_info(m.name) p
    where m.type = 'table' order by m.name, p.cid`);
  return rows
    .filter(row => /char|text|clob|json|^$/.test(row.type))
    .map(row => ({ ...row, length: /\((\d+)\)/.exec(row.type)?.[1] }));
}

/**
 * The columns of all tables, those of practices too, that can hold words, as the database has them
 * now: a list by hand would forget the next table.
 */
export async function wordColumns(
  knex: Knex,
): Promise<Map<string, WordColumn[]>> {
  const rows = isPostgres(knex) ? await ofPostgres(knex) : await ofSqlite(knex);
  const tables = new Map<string, WordColumn[]>();
  for (const row of rows) {
    if (APART.has(row.table) || FOREIGN.test(row.table)) continue;
    const columns = tables.get(row.table) ?? [];
    tables.set(row.table, columns);
    columns.push({
      name: row.name,
      json: /^json/.test(row.type),
      nullable: Boolean(row.nullable),
      length: row.length ? Number(row.length) : undefined,
    });
  }
  return tables;
}
