import type { Caller, StoredRecord } from '@callboard/plugin-itsm-node';
import type { Participant } from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import { permissionSql, readableSql } from '../access/sql';
import { isPostgres } from '../database';
import {
  customRows,
  hasCustomFields,
  writeCustom,
} from '../fields/customValues';
import { insertTables } from '../insertRows';
import { textRows } from '../journal/appendJournal';
import type { TextRow } from '../journal/entries';
import type { RecordTypes, RegisteredType } from '../RecordTypes';
import { Numbers } from './Numbers';
import {
  joinDetail,
  toDetailRow,
  toRecord,
  toRecordRow,
  type RecordRow,
} from './rows';

/** A record with what the caller's rights say of it. */
export interface LoadedRecord {
  record: StoredRecord;
  type: RegisteredType;
  journalHead?: string;
  canUpdate: boolean;
  participants: Participant[];
}

const IS_NUMBER = /^[A-Z][A-Z0-9]*-\d+$/i;

/** Who takes part in a record `r`, in the order in which they came, as one value of its row. */
function peopleSql(executor: Knex): string {
  const [array, row] = isPostgres(executor)
    ? ['json_agg', 'json_build_array']
    : ['json_group_array', 'json_array'];
  return `(select ${array}(${row}(p.principal_ref, p.role, p.can_read) order by p.added_at, p.principal_ref)
    from participants p where p.record_id = r.id) as people`;
}

function readPeople(people: unknown): Participant[] {
  const rows: [string, Participant['role'], unknown][] =
    (typeof people === 'string' ? JSON.parse(people) : people) ?? [];
  return rows.map(([principalRef, role, canRead]) => ({
    principalRef,
    role,
    canRead: Boolean(canRead),
  }));
}

/** Reads and writes records. Only the door calls what writes. */
export class RecordStore {
  readonly #numbers: Numbers;

  constructor(readonly knex: Knex, private readonly types: RecordTypes) {
    this.#numbers = new Numbers(knex);
  }

  /**
   * The record of that number or id, if the caller may read it, with its rights and participants.
   * One statement if its type is known or is the only one, else two.
   *
   * @param lock - takes the row's lock until the transaction ends
   */
  async load(
    executor: Knex,
    caller: Caller,
    id: string,
    options: { lock?: boolean; type?: string } = {},
  ): Promise<LoadedRecord | undefined> {
    const types = this.types.all();
    const readable = readableSql(caller, types);
    const updatable = permissionSql(caller, types, 'update');
    const known =
      types.length === 1
        ? types[0]
        : options.type && this.types.find(options.type);
    const query = executor('records as r')
      .select('r.*', executor.raw(peopleSql(executor)))
      .select(
        executor.raw(
          `case when ${updatable.sql} then 1 else 0 end as can_update`,
          [...updatable.bindings],
        ),
      )
      .where(
        IS_NUMBER.test(id) ? 'r.number' : 'r.id',
        IS_NUMBER.test(id) ? id.toUpperCase() : id,
      )
      .whereRaw(readable.sql, readable.bindings);
    if (options.type) query.where('r.type', options.type);
    if (known) joinDetail(query, known);
    // Not `for update`: that waits for whoever writes a row that names the record, e.g. its search words
    // or news of it. Who follows the journal takes several records in its own order, and a command that
    // locks two could wait for it in a circle. The id, which those rows name, never changes.
    if (options.lock && isPostgres(executor)) query.forNoKeyUpdate('r');
    const row: (RecordRow & Record<string, unknown>) | undefined =
      await query.first();
    if (!row) return undefined;
    const type = this.types.find(row.type);
    if (!type) return undefined;
    const detail =
      type === known ? {} : await this.#detail(executor, type, row.id);
    return {
      record: toRecord({ ...row, ...detail }, type),
      type,
      journalHead: row.journal_head ?? undefined,
      canUpdate: Number(row.can_update) === 1,
      participants: readPeople(row.people),
    };
  }

  async #detail(
    executor: Knex,
    type: RegisteredType,
    id: string,
  ): Promise<Record<string, unknown>> {
    if (!type.detail && !hasCustomFields(type)) return {};
    const query = executor('records as r').where('r.id', id);
    joinDetail(query, type);
    return (await query.first()) ?? {};
  }

  /**
   * Draws the next numbers of a type, outside of any transaction: gaps are fine, waits are not.
   *
   * @returns the first of them
   */
  drawNumbers(type: RegisteredType, count: number): Promise<number> {
    return this.#numbers.draw(type.type, count);
  }

  /**
   * Inserts a record, its practice row, custom values and texts; one statement on PostgreSQL.
   * Columns without a value are left to their defaults.
   */
  async insert(
    tx: Knex.Transaction,
    type: RegisteredType,
    record: StoredRecord,
    journalHead: string,
    texts: readonly TextRow[],
  ): Promise<void> {
    const detail = type.detail && {
      table: type.detail.table,
      rows: [{ record_id: record.id, ...toDetailRow(type, record) }],
    };
    await insertTables(tx, [
      {
        table: 'records',
        rows: [{ ...toRecordRow(record), journal_head: journalHead }],
      },
      ...(detail ? [detail] : []),
      { table: 'custom_values', rows: customRows(type, record.id, record) },
      { table: 'texts', rows: textRows(texts) },
    ]);
  }

  /**
   * Writes a record that was loaded under its lock.
   *
   * @returns whether the row still had the expected version
   */
  async update(
    tx: Knex.Transaction,
    type: RegisteredType,
    before: StoredRecord,
    after: StoredRecord,
    journalHead: string,
  ): Promise<boolean> {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    const changed = Object.fromEntries(
      keys.filter(k => before[k] !== after[k]).map(k => [k, after[k] ?? null]),
    );
    const count = await tx('records')
      .where({ id: before.id, version: before.version })
      .update({ ...toRecordRow(changed), journal_head: journalHead });
    const detail = toDetailRow(type, changed);
    if (count > 0 && Object.keys(detail).length > 0) {
      await tx(type.detail!.table).where('record_id', before.id).update(detail);
    }
    if (count > 0) await writeCustom(tx, type, before.id, changed);
    return count > 0;
  }
}
