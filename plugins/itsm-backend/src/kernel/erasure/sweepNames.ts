import type { Knex } from 'knex';
import { isPostgres } from '../database';
import type { WordColumn } from './columns';
import { takeNames, type ErasedName } from './takeName';

/** What a sweep found and replaced. */
export interface Swept {
  /** Rows by table. */
  rows: Map<string, number>;
  /** Texts that named somebody. */
  redactedTexts: number;
  /** Records of which words changed. */
  recordIds: Set<string>;
}

const NAMES_SOMEBODY = /(_ref|_by|^recipient|^string_value)$/;

const count = (swept: Swept, table: string, rows: number) => {
  if (rows > 0) swept.rows.set(table, (swept.rows.get(table) ?? 0) + rows);
};

/** Columns that hold nothing but a reference: one statement for each table, however many rows. */
async function replaceReferences(
  tx: Knex.Transaction,
  table: string,
  columns: readonly WordColumn[],
  { ref, as }: ErasedName,
): Promise<number> {
  const named = columns.filter(c => !c.json && NAMES_SOMEBODY.test(c.name));
  if (named.length === 0) return 0;
  const values = Object.fromEntries(
    named.map(c => [
      c.name,
      tx.raw('case when ?? = ? then ? else ?? end', [c.name, ref, as, c.name]),
    ]),
  );
  return tx(table)
    .where(w => {
      for (const c of named) w.orWhere(c.name, ref);
    })
    .update(values);
}

const asText = (tx: Knex, column: WordColumn) =>
  tx.raw(isPostgres(tx) && column.json ? '??::text' : '??', [column.name]);

/** All rows of a table that may name somebody, with the engine's own address of each. */
async function rowsWith(
  tx: Knex.Transaction,
  table: string,
  columns: readonly WordColumn[],
  needles: readonly string[],
): Promise<any[]> {
  const find = isPostgres(tx)
    ? 'position(? in lower(?)) > 0'
    : 'instr(lower(?), ?) > 0';
  const query = tx(table).where(w => {
    for (const column of columns) {
      for (const needle of needles) {
        const text = asText(tx, column);
        w.orWhereRaw(find, isPostgres(tx) ? [needle, text] : [text, needle]);
      }
    }
  });
  // Locked, or a row that somebody writes at the same moment would have another address.
  if (isPostgres(tx)) query.forUpdate();
  return query.select(
    '*',
    tx.raw(isPostgres(tx) ? 'ctid::text as row_key' : 'rowid as row_key'),
  );
}

const wordsOf = (value: unknown) =>
  typeof value === 'string' ? value : JSON.stringify(value);

/**
 * Takes names out of everything that the database holds, but for the journal. What is a reference
 * becomes another one, in texts and JSON too, so that all of it stays readable.
 *
 * A text of which a name was taken loses its salt: it is no longer what the journal's hash is of.
 */
export async function sweepNames(
  tx: Knex.Transaction,
  tables: ReadonlyMap<string, readonly WordColumn[]>,
  names: readonly ErasedName[],
): Promise<Swept> {
  const swept: Swept = {
    rows: new Map(),
    redactedTexts: 0,
    recordIds: new Set(),
  };
  const { needles, take } = takeNames(names);
  for (const [table, columns] of tables) {
    for (const name of names) {
      count(swept, table, await replaceReferences(tx, table, columns, name));
    }
    for (const row of await rowsWith(tx, table, columns, needles)) {
      const values: Record<string, string> = {};
      for (const { name, length } of columns) {
        if (row[name] === null) continue;
        const before = wordsOf(row[name]);
        const after = take(before).slice(0, length);
        if (after !== before) values[name] = after;
      }
      if (Object.keys(values).length === 0) continue;
      if (table === 'texts') {
        values.salt = '';
        swept.redactedTexts += 1;
      } else count(swept, table, 1);
      const key = isPostgres(tx) ? 'ctid = ?::tid' : 'rowid = ?';
      await tx(table).whereRaw(key, [row.row_key]).update(values);
      const recordId =
        table === 'records' ? row.id : row.record_id ?? row.subject_id;
      if (recordId) swept.recordIds.add(recordId);
    }
  }
  return swept;
}

/** How many entries of the journal hold a name. They cannot be changed. */
export async function countInJournal(
  tx: Knex.Transaction,
  names: readonly ErasedName[],
): Promise<number> {
  const { needles, take } = takeNames(names);
  const payload: WordColumn = { name: 'payload', json: true, nullable: false };
  const rows = await rowsWith(tx, 'journal', [payload], needles);
  return rows.filter(row => {
    const said = wordsOf(row.payload);
    return take(said) !== said;
  }).length;
}
