import type { Knex } from 'knex';

/** The projection that keeps clocks. */
export const CLOCKS = 'service-levels.clocks';

/** What it makes. */
export const DERIVED: readonly string[] = ['sl_clocks', 'sl_runs', 'sl_held'];

/** All followers have taken the whole journal, they believe. */
export async function skipToEnd(knex: Knex): Promise<void> {
  await knex('followers').update({
    position: knex('journal').max('position'),
  });
}

/** Sends a follower back to the first entry. What it derived is left to whoever asks. */
export async function sendBack(knex: Knex, id: string): Promise<void> {
  const found = await knex('followers').where('id', id).update({ position: 0 });
  if (found !== 1) throw new Error(`There is no follower ${id}`);
}
