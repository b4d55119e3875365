import type { Reminder } from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';

/** A reminder as it is stored. `at` is milliseconds since the epoch. */
export interface StoredReminder {
  id: string;
  recordId: string;
  principalRef: string;
  at: number;
  note?: string;
}

/** Reminders that people set for themselves. */
export class ReminderStore {
  constructor(private readonly knex: Knex) {}

  async add(reminder: StoredReminder, executor: Knex): Promise<void> {
    await executor('reminders').insert({
      id: reminder.id,
      record_id: reminder.recordId,
      principal_ref: reminder.principalRef,
      at: reminder.at,
      note: reminder.note ?? null,
    });
  }

  /** Somebody's own reminders of a record, the next one first. */
  async list(recordId: string, principalRef: string): Promise<Reminder[]> {
    const rows = await this.knex('reminders')
      .where({ record_id: recordId, principal_ref: principalRef })
      .orderBy('at');
    return rows.map(row => ({
      id: row.id,
      at: new Date(Number(row.at)).toISOString(),
      note: row.note ?? undefined,
    }));
  }

  async find(id: string): Promise<StoredReminder | undefined> {
    const row = await this.knex('reminders').where('id', id).first();
    return (
      row && {
        id: row.id,
        recordId: row.record_id,
        principalRef: row.principal_ref,
        at: Number(row.at),
        note: row.note ?? undefined,
      }
    );
  }

  async remove(id: string, executor: Knex): Promise<void> {
    await executor('reminders').where('id', id).delete();
  }
}
