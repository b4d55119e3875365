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
import { insertRows } from '../journal/appendJournal';
import type { RecordTypes, RegisteredType } from '../RecordTypes';
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

/** Reads and writes records. Only the door calls what writes. */
export class RecordStore {
  constructor(readonly knex: Knex, private readonly types: RecordTypes) {}

  /**
   * The record of that number or id, if the caller may read it. Two statements: the record with
   * its rights, and its participants.
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
    const query = executor('records as r')
      .select('r.*')
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
    if (options.lock && isPostgres(executor)) query.forUpdate('r');
    const row: (RecordRow & Record<string, unknown>) | undefined =
      await query.first();
    if (!row) return undefined;
    const type = this.types.find(row.type);
    if (!type) return undefined;
    const [detail, participants] = await Promise.all([
      this.#detail(executor, type, row.id),
      this.participants(executor, row.id),
    ]);
    return {
      record: toRecord({ ...row, ...detail }, type),
      type,
      journalHead: row.journal_head ?? undefined,
      canUpdate: Number(row.can_update) === 1,
      participants,
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

  /** Who takes part in a record. */
  async participants(executor: Knex, recordId: string): Promise<Participant[]> {
    const rows = await executor('participants')
      .where('record_id', recordId)
      .orderBy('added_at')
      .orderBy('principal_ref')
      .select('principal_ref', 'role', 'can_read');
    return rows.map(r => ({
      principalRef: r.principal_ref,
      role: r.role,
      canRead: Boolean(r.can_read),
    }));
  }

  /** Draws the next numbers of a type, outside of any transaction: gaps are fine, waits are not. */
  async drawNumbers(type: RegisteredType, count: number): Promise<number> {
    const advance = () =>
      this.knex('record_counters')
        .where('type', type.type)
        .increment('next', count)
        .returning('next');
    let rows = await advance();
    if (rows.length === 0) {
      await this.knex('record_counters')
        .insert({ type: type.type, next: 1001 })
        .onConflict('type')
        .ignore();
      rows = await advance();
    }
    return Number(rows[0].next) - count;
  }

  /** Inserts a record and its practice row. */
  async insert(
    tx: Knex.Transaction,
    type: RegisteredType,
    record: StoredRecord,
    journalHead: string,
  ): Promise<void> {
    await tx('records').insert({
      ...toRecordRow(record),
      journal_head: journalHead,
    });
    if (type.detail) {
      await tx(type.detail.table).insert({
        record_id: record.id,
        ...toDetailRow(type, record),
      });
    }
    await insertRows(tx, 'custom_values', customRows(type, record.id, record));
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
