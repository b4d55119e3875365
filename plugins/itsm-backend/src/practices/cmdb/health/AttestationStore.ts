import type { Knex } from 'knex';
import { rowsAmong, upsertRows } from '../classes/BulkStore';

const optional = (value: unknown) =>
  value === null || value === undefined ? undefined : String(value);

/** What people say of an item as a whole. */
export interface Attestation {
  ref: string;
  /** Its subject in the journal. */
  id: string;
  journalHead?: string;
  confirmedAt?: number;
  confirmedByRef?: string;
  note?: string;
}

/** Keeps what people say of items as a whole. */
export class AttestationStore {
  constructor(private readonly knex: Knex) {}

  /** What was said of items, by reference; in a transaction under a lock. */
  async of(
    refs: readonly string[],
    executor: Knex = this.knex,
  ): Promise<Map<string, Attestation>> {
    const rows = await rowsAmong(executor, 'ci_attestations', 'ref', refs);
    return new Map(
      rows.map(row => [
        row.ref,
        {
          ref: row.ref,
          id: row.id,
          journalHead: optional(row.journal_head),
          confirmedAt:
            row.confirmed_at === null ? undefined : Number(row.confirmed_at),
          confirmedByRef: optional(row.confirmed_by_ref),
          note: optional(row.note),
        },
      ]),
    );
  }

  async write(
    tx: Knex.Transaction,
    attestations: readonly Attestation[],
  ): Promise<void> {
    await upsertRows(
      tx,
      'ci_attestations',
      attestations.map(a => ({
        ref: a.ref,
        id: a.id,
        journal_head: a.journalHead ?? null,
        confirmed_at: a.confirmedAt ?? null,
        confirmed_by_ref: a.confirmedByRef ?? null,
        note: a.note ?? null,
      })),
      ['ref'],
    );
  }
}
