import type { PresenceDoing } from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';

/** Somebody at a record. */
export interface Present {
  principalRef: string;
  doing: PresenceDoing;
  /** Milliseconds since the epoch. */
  until: number;
}

/** The rows of `presence`. */
export class PresenceStore {
  constructor(private readonly knex: Knex) {}

  /** Who is at a record at an instant. */
  async at(recordId: string, now: number): Promise<Present[]> {
    const rows = await this.knex('presence')
      .where('record_id', recordId)
      .where('until', '>', now)
      .orderBy('principal_ref');
    return rows.map(row => ({
      principalRef: row.principal_ref,
      doing: row.doing,
      until: Number(row.until),
    }));
  }

  async put(recordId: string, present: Present): Promise<void> {
    await this.knex('presence')
      .insert({
        record_id: recordId,
        principal_ref: present.principalRef,
        doing: present.doing,
        until: present.until,
      })
      .onConflict(['record_id', 'principal_ref'])
      .merge();
  }

  /** @returns whether they were there */
  async remove(recordId: string, principalRef: string): Promise<boolean> {
    const count = await this.knex('presence')
      .where({ record_id: recordId, principal_ref: principalRef })
      .delete();
    return count > 0;
  }

  /** Deletes who left without saying so. @returns how many */
  async sweep(before: number): Promise<number> {
    return this.knex('presence').where('until', '<', before).delete();
  }
}
