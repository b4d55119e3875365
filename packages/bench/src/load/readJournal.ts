import type { Knex } from 'knex';

/** As many as a follower reads at a time. */
const BATCH = 2_000;

/** How many entries the journal has. */
export async function countJournal(knex: Knex): Promise<number> {
  const [{ count }] = await knex('journal').count();
  return Number(count);
}

/** Reads the journal in the batches of a follower and does nothing with it: the floor of followers. */
export async function readJournal(knex: Knex): Promise<void> {
  for (let last = 0; ; ) {
    const rows = await knex('journal')
      .where('position', '>', last)
      .orderBy('position')
      .limit(BATCH);
    if (rows.length === 0) return;
    last = Number(rows[rows.length - 1].position);
  }
}
