import type { Knex } from 'knex';

/** Below the parameters that SQLite takes in one statement. */
const CHUNK = 400;

/** How many want something, and whether somebody is one of them. */
export interface Votes {
  votes: number;
  voted: boolean;
}

/** The SQL of votes. They are people's own, like what they follow, and no part of the journal. */
export class VoteStore {
  constructor(private readonly knex: Knex) {}

  /** Votes by record, as somebody sees them. */
  async of(
    recordIds: readonly string[],
    voterRef: string,
  ): Promise<Map<string, Votes>> {
    const found = new Map<string, Votes>();
    for (let i = 0; i < recordIds.length; i += CHUNK) {
      const rows: any[] = await this.knex('suggestion_votes')
        .whereIn('record_id', recordIds.slice(i, i + CHUNK))
        .groupBy('record_id')
        .select('record_id')
        .count({ votes: '*' })
        .select(
          this.knex.raw(
            'sum(case when voter_ref = ? then 1 else 0 end) as own',
            [voterRef],
          ),
        );
      for (const row of rows)
        found.set(row.record_id, {
          votes: Number(row.votes),
          voted: Number(row.own) > 0,
        });
    }
    return found;
  }

  /** Counts somebody, once. */
  async add(recordId: string, voterRef: string, now: number): Promise<void> {
    await this.knex('suggestion_votes')
      .insert({ record_id: recordId, voter_ref: voterRef, voted_at: now })
      .onConflict(['record_id', 'voter_ref'])
      .ignore();
  }

  async remove(recordId: string, voterRef: string): Promise<void> {
    await this.knex('suggestion_votes')
      .where({ record_id: recordId, voter_ref: voterRef })
      .delete();
  }
}
