import type { Knex } from 'knex';

const STANDSTILL_MS = 120_000;

/** Entries of the journal that the slowest follower has not taken yet. */
export async function followerLag(knex: Knex): Promise<number> {
  const { rows } = await knex.raw(
    `select coalesce((select max(position) from journal), 0)
       - coalesce(min(position), 0) as lag from followers`,
  );
  return Number(rows[0].lag);
}

/** Work that is due and not done yet. */
async function dueNow(knex: Knex): Promise<number> {
  const [{ count }] = await knex('due_work')
    .where('state', 'waiting')
    .where('next_at', '<=', Date.now())
    .count();
  return Number(count);
}

/**
 * Waits until all followers have taken all entries, and all that is due because of them is done.
 *
 * @throws Error if nothing moves for two minutes
 */
export async function drained(
  knex: Knex,
  say: (text: string) => void = () => {},
): Promise<void> {
  let least = Infinity;
  let since = Date.now();
  for (;;) {
    const lag = await followerLag(knex);
    const left = lag + (await dueNow(knex));
    if (left === 0) return;
    if (left < least) {
      if (Math.floor(left / 100_000) < Math.floor(least / 100_000))
        say(`${lag} entries to follow`);
      least = left;
      since = Date.now();
    } else if (Date.now() - since > STANDSTILL_MS) {
      throw new Error(
        `${lag} entries are not followed and ${
          left - lag
        } pieces of work not done`,
      );
    }
    await new Promise(done => {
      setTimeout(done, 100);
    });
  }
}
