import type { Knex } from 'knex';

/** Who asked for the monthly digest, and which ones were sent. */
export class DigestStore {
  constructor(private readonly knex: Knex) {}

  async hasAsked(personRef: string): Promise<boolean> {
    const row = await this.knex('improvement_digest_readers')
      .where('person_ref', personRef)
      .first('person_ref');
    return row !== undefined;
  }

  async ask(personRef: string, at: number): Promise<void> {
    await this.knex('improvement_digest_readers')
      .insert({ person_ref: personRef, asked_at: at })
      .onConflict('person_ref')
      .ignore();
  }

  async endAsking(personRef: string): Promise<void> {
    await this.knex('improvement_digest_readers')
      .where('person_ref', personRef)
      .delete();
  }

  /** All who asked, in the order of their references. */
  async readers(executor: Knex = this.knex): Promise<string[]> {
    return executor('improvement_digest_readers')
      .orderBy('person_ref')
      .pluck('person_ref');
  }

  /** The first day of the month of the last one that is finished. */
  async lastDay(): Promise<string | undefined> {
    const row = await this.knex('improvement_digests')
      .max({ day: 'day' })
      .first();
    return row?.day ?? undefined;
  }

  /**
   * Finishes the digest of a month.
   *
   * @returns whether it was not finished before
   */
  async finish(
    day: string,
    at: number,
    executor: Knex = this.knex,
  ): Promise<boolean> {
    const added = await executor('improvement_digests')
      .insert({ day, finished_at: at })
      .onConflict('day')
      .ignore()
      .returning('day');
    return added.length > 0;
  }
}
