import type { Knex } from 'knex';

/** When somebody is away. Instants are milliseconds since the epoch. */
export interface StoredAbsence {
  principalRef: string;
  from: number;
  to: number;
  delegateRef?: string;
}

const toAbsence = (row: any): StoredAbsence => ({
  principalRef: row.principal_ref,
  from: Number(row.from_at),
  to: Number(row.to_at),
  delegateRef: row.delegate_ref ?? undefined,
});

/** Who is away. What it means for seats is looked up when it is asked: nothing is rewritten. */
export class AbsenceStore {
  constructor(private readonly knex: Knex) {}

  async of(principalRef: string): Promise<StoredAbsence | undefined> {
    const row = await this.knex('absences')
      .where('principal_ref', principalRef)
      .first();
    return row && toAbsence(row);
  }

  async put(absence: StoredAbsence): Promise<void> {
    await this.knex('absences')
      .insert({
        principal_ref: absence.principalRef,
        from_at: absence.from,
        to_at: absence.to,
        delegate_ref: absence.delegateRef ?? null,
      })
      .onConflict('principal_ref')
      .merge();
  }

  async remove(principalRef: string): Promise<void> {
    await this.knex('absences').where('principal_ref', principalRef).delete();
  }

  /** The absences of those who are away now and named somebody to stand in for them. */
  async standsInFor(
    delegateRef: string,
    now: number,
    executor: Knex = this.knex,
  ): Promise<StoredAbsence[]> {
    const rows = await executor('absences')
      .where('delegate_ref', delegateRef)
      .where('from_at', '<=', now)
      .where('to_at', '>', now)
      .orderBy('principal_ref')
      .limit(100);
    return rows.map(toAbsence);
  }
}
