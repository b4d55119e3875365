import type { Knex } from 'knex';

/** A column as one engine has it. */
export interface Column {
  type: string;
  nullable: boolean;
  default?: string;
}

/** A table as one engine has it. */
export interface Table {
  columns: Map<string, Column>;
  /** Indexes by name: what they are over, and whether they are unique. */
  indexes: Map<string, string>;
  /** Foreign keys: column, other table and what happens when its row goes. */
  references: string[];
  triggers: string[];
}

export type Schema = Map<string, Table>;

// Full-text tables of SQLite, and the inverted indexes of PostgreSQL that do the same, have no
// counterpart on the other engine.
const OWN = (name: string) =>
  !/migrations(_lock)?$|^sqlite_|_fts(_\w+)?$/.test(name);

async function ofPostgres(knex: Knex): Promise<Schema> {
  const rows = async (sql: string, table?: string): Promise<any[]> =>
    (await knex.raw(sql, table === undefined ? [] : [table])).rows;
  const schema: Schema = new Map();
  const tables = await rows(
    `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  );
  for (const { name } of tables.filter(t => OWN(t.name))) {
    const columns = await rows(
      `select a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as required,
              pg_get_expr(d.adbin, d.adrelid) as preset
       from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
       where a.attrelid = ?::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum`,
      name,
    );
    const indexes = await rows(
      `select i.relname as name, x.indisunique as unique, pg_get_indexdef(i.oid) as definition
       from pg_index x join pg_class i on i.oid = x.indexrelid join pg_am m on m.oid = i.relam
       where x.indrelid = ?::regclass and m.amname <> 'gin' order by 1`,
      name,
    );
    const references = await rows(
      `select pg_get_constraintdef(oid) as definition from pg_constraint
       where conrelid = ?::regclass and contype = 'f'`,
      name,
    );
    const triggers = await rows(
      `select tgname as name from pg_trigger where tgrelid = ?::regclass and not tgisinternal order by 1`,
      name,
    );
    schema.set(name, {
      columns: new Map(
        columns.map(c => [
          c.name,
          {
            type: c.type,
            nullable: !c.required,
            default: c.preset?.replace(/::character varying|'/g, ''),
          },
        ]),
      ),
      indexes: new Map(
        indexes.map(i => [
          i.name,
          describeIndex(i.unique, /USING \w+ (\(.*)$/.exec(i.definition)![1]),
        ]),
      ),
      references: references
        .map(r => r.definition.replace(/^FOREIGN KEY /, '').toLowerCase())
        .sort(),
      triggers: triggers.map(t => t.name),
    });
  }
  return schema;
}

async function ofSqlite(knex: Knex): Promise<Schema> {
  const schema: Schema = new Map();
  const tables = await knex('sqlite_master')
    .where('type', 'table')
    .orderBy('name');
  for (const { name } of tables.filter((t: any) => OWN(t.name))) {
    const pragma = (what: string): Promise<any[]> =>
      knex.raw(`select * from pragma_${what}(?)`, [name]);
    const indexes: [string, string][] = [];
    for (const index of await pragma('index_list')) {
      const [row] = await knex('sqlite_master').where('name', index.name);
      const columns: any[] = await knex.raw(
        'select name from pragma_index_info(?)',
        [index.name],
      );
      const over = row?.sql
        ? /\son\s+\S+\s+(\(.*)$/is.exec(row.sql)![1]
        : `(${columns.map(c => c.name).join(', ')})`;
      // The engine names the indexes of primary keys itself.
      const called = index.origin === 'pk' ? `${name}_pkey` : index.name;
      indexes.push([called, describeIndex(index.unique, over)]);
    }
    const columns = await pragma('table_info');
    // A whole number as primary key is the row's own address and needs no index.
    const address = columns.filter(c => c.pk);
    if (
      address.length === 1 &&
      !indexes.some(([called]) => called === `${name}_pkey`)
    )
      indexes.push([
        `${name}_pkey`,
        describeIndex(true, `(${address[0].name})`),
      ]);
    const triggers = await knex('sqlite_master')
      .where({ type: 'trigger', tbl_name: name })
      .orderBy('name');
    schema.set(name, {
      columns: new Map(
        columns.map(c => [
          c.name,
          {
            type: c.type,
            nullable: !c.notnull,
            default: c.dflt_value?.replace(/'/g, '') ?? undefined,
          },
        ]),
      ),
      indexes: new Map(indexes.sort(([a], [b]) => (a < b ? -1 : 1))),
      references: (await pragma('foreign_key_list'))
        .map(f =>
          `(${f.from}) references ${f.table}(${f.to})${
            f.on_delete === 'NO ACTION' ? '' : ` on delete ${f.on_delete}`
          }`.toLowerCase(),
        )
        .sort(),
      triggers: triggers.map((t: any) => t.name),
    });
  }
  return schema;
}

function describeIndex(unique: unknown, over: string): string {
  const [columns, where] = over
    .replace(/[`"]|::\w+( \w+)?/g, '')
    .toLowerCase()
    // PostgreSQL puts expressions, and columns in them, into brackets of their own.
    .replace(/(coalesce|lower)\(\((\w+)\)/g, '$1($2')
    .replace(/\((coalesce\([^)]*\))\)/, '$1')
    // How PostgreSQL keeps `in (…)`.
    .replace(/= any \(*array\[([^\]]*)\]\)*(\[\])?/g, 'in ($1)')
    .trim()
    .split(/\s+where\s+/);
  const condition = where && ` where (${where.replace(/[()]/g, '')})`;
  return `${unique ? 'unique ' : ''}${columns}${condition ?? ''}`;
}

/** Tables, columns, indexes, references and triggers of a database, without knex’s own tables. */
export function describeSchema(knex: Knex): Promise<Schema> {
  return knex.client.config.client === 'pg' ? ofPostgres(knex) : ofSqlite(knex);
}
