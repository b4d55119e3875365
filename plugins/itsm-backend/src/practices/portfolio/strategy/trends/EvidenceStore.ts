import type { Knex } from 'knex';

/** A piece of evidence as it is stored. Instants are milliseconds since the epoch. */
export interface EvidenceRow {
  id: string;
  recordId: string;
  /** Absent once they were erased. */
  words?: string;
  byRef: string;
  url?: string;
  at: number;
  speaks: 'for' | 'against';
  journalHead: string;
  createdAt: number;
}

const fromRow = (row: any): EvidenceRow => ({
  id: row.id,
  recordId: row.record_id,
  words: row.words ?? undefined,
  byRef: row.words_by_ref,
  url: row.url ?? undefined,
  at: Number(row.at),
  speaks: row.speaks,
  journalHead: row.journal_head,
  createdAt: Number(row.created_at),
});

/** The SQL of what trends are known by. */
export class EvidenceStore {
  constructor(readonly knex: Knex) {}

  /** The latest first. */
  async ofRecord(
    recordId: string,
    limit: number,
    executor: Knex = this.knex,
  ): Promise<EvidenceRow[]> {
    const rows = await executor('trend_evidence')
      .where('record_id', recordId)
      .orderBy([
        { column: 'at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit);
    return rows.map(fromRow);
  }

  async find(recordId: string, id: string): Promise<EvidenceRow | undefined> {
    const row = await this.knex('trend_evidence')
      .where({ id, record_id: recordId })
      .first();
    return row && fromRow(row);
  }

  async insert(tx: Knex.Transaction, one: EvidenceRow): Promise<void> {
    await tx('trend_evidence').insert({
      id: one.id,
      record_id: one.recordId,
      words: one.words ?? null,
      words_by_ref: one.byRef,
      url: one.url ?? null,
      at: one.at,
      speaks: one.speaks,
      journal_head: one.journalHead,
      created_at: one.createdAt,
    });
  }

  /** @returns whether it was still there */
  async remove(tx: Knex.Transaction, id: string): Promise<boolean> {
    return (await tx('trend_evidence').where({ id }).delete()) === 1;
  }
}
