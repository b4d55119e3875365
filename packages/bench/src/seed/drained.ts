import type { Knex } from 'knex';

/** Entries of the journal that the slowest follower has not taken yet. */
export async function followerLag(knex: Knex): Promise<number> {
  const { rows } = await knex.raw(
    `select coalesce((select max(position) from journal), 0)
       - coalesce(min(position), 0) as lag from followers`,
  );
  return Number(rows[0].lag);
}

/** Waits until all followers have taken all entries. @throws Error if they stand still */
export async function drained(
  knex: Knex,
  say: (text: string) => void = () => {},
): Promise<void> {
  let least = Infinity;
  let since = Date.now();
  for (;;) {
    const lag = await followerLag(knex);
    if (lag === 0) return;
    if (lag < least) {
      if (Math.floor(lag / 100_000) < Math.floor(least / 100_000))
        say(`${lag} entries to follow`);
      least = lag;
      since = Date.now();
    } else if (Date.now() - since > 120_000) {
      throw new Error(`The followers stand still ${lag} entries behind`);
    }
    await new Promise(done => {
      setTimeout(done, 100);
    });
  }
}
