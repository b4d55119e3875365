import type { Knex } from 'knex';

/** A note as it is stored. Instants are milliseconds since the epoch. */
export interface NoteRow {
  id: string;
  recordId: string;
  column: string;
  /** Absent once they were erased. */
  words?: string;
  authorRef: string;
  version: number;
  journalHead: string;
  createdAt: number;
  updatedAt: number;
}

const fromRow = (row: any): NoteRow => ({
  id: row.id,
  recordId: row.record_id,
  column: row.column_key,
  words: row.words ?? undefined,
  authorRef: row.words_by_ref,
  version: Number(row.version),
  journalHead: row.journal_head,
  createdAt: Number(row.created_at),
  updatedAt: Number(row.updated_at),
});

const toRow = (note: NoteRow) => ({
  id: note.id,
  record_id: note.recordId,
  column_key: note.column,
  words: note.words ?? null,
  words_by_ref: note.authorRef,
  version: note.version,
  journal_head: note.journalHead,
  created_at: note.createdAt,
  updated_at: note.updatedAt,
});

/** The SQL of notes. */
export class NoteStore {
  constructor(readonly knex: Knex) {}

  /** Notes of a board, by when they were written. */
  async ofRecord(recordId: string, limit: number): Promise<NoteRow[]> {
    const rows = await this.knex('retrospective_notes')
      .where('record_id', recordId)
      .orderBy(['created_at', 'id'])
      .limit(limit);
    return rows.map(fromRow);
  }

  async find(recordId: string, id: string): Promise<NoteRow | undefined> {
    const row = await this.knex('retrospective_notes')
      .where({ id, record_id: recordId })
      .first();
    return row && fromRow(row);
  }

  async count(recordId: string): Promise<number> {
    const row = await this.knex('retrospective_notes')
      .where('record_id', recordId)
      .count({ n: '*' })
      .first();
    return Number(row?.n ?? 0);
  }

  async insert(tx: Knex.Transaction, note: NoteRow): Promise<void> {
    await tx('retrospective_notes').insert(toRow(note));
  }

  /** @returns whether it was still as it was read */
  async update(tx: Knex.Transaction, note: NoteRow): Promise<boolean> {
    const { id, version } = note;
    const changed = await tx('retrospective_notes')
      .where({ id, version: version - 1 })
      .update(toRow(note));
    return changed === 1;
  }

  /** @returns whether it was still as it was read */
  async remove(
    tx: Knex.Transaction,
    { id, version }: NoteRow,
  ): Promise<boolean> {
    const gone = await tx('retrospective_notes')
      .where({ id, version })
      .delete();
    return gone === 1;
  }
}
