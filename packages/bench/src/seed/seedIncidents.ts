import type { Knex } from 'knex';
import { users } from '../backend/organisation';
import { copyRows } from './copyRows';
import { COLUMNS, type IncidentRows } from './columns';
import { incidentLife } from './incidentLife';
import { salt, sha256, type Principal } from './journal';
import { Random } from './random';
import { withoutIndexes } from './withoutIndexes';

const TABLES = Object.keys(COLUMNS) as (keyof IncidentRows)[];
const FIRST_NUMBER = 1001;
const CHUNK = 10_000;
const YEARS_MS = 2 * 365 * 86_400_000;

async function principalsOf(
  knex: Knex,
  random: Random,
): Promise<Map<string, Principal>> {
  await knex('principals')
    .insert(
      users.map(ref => {
        const own = salt(random);
        return { ref, salt: own, hash: sha256(own, ref) };
      }),
    )
    .onConflict('ref')
    .ignore();
  const rows = await knex('principals').whereIn('ref', [...users]);
  return new Map(rows.map(r => [r.ref, { id: r.id, hash: r.hash }]));
}

/**
 * Fills a migrated, empty database with incidents of the last two years, each with the rows and
 * the journal that the door would have written. What follows the journal is left to the followers,
 * who take what they find when they are added as at any upgrade.
 *
 * @param say - told how far it is
 * @param about - the services; those of the organisation if absent
 */
export async function seedIncidents(
  knex: Knex,
  count: number,
  say: (text: string) => void,
  about?: readonly string[],
): Promise<void> {
  const random = new Random(count);
  const now = Date.now();
  const principals = await principalsOf(knex, random);
  await withoutIndexes(knex, TABLES, async () => {
    for (let first = 0; first < count; first += CHUNK) {
      const most = Math.min(first + CHUNK, count);
      const chunk: IncidentRows = {
        records: [],
        incidents: [],
        texts: [],
        journal: [],
      };
      for (let i = first; i < most; i++) {
        const createdAt = Math.round(now - YEARS_MS + (YEARS_MS * i) / count);
        const rows = incidentLife(
          random,
          FIRST_NUMBER + i,
          createdAt,
          now,
          principals,
          about,
        );
        for (const table of TABLES) chunk[table].push(...rows[table]);
      }
      await knex.transaction(async tx => {
        // The rows refer to each other as they should; to look it up for each takes as long again.
        await tx.raw('set local session_replication_role = replica');
        for (const table of TABLES)
          await copyRows(tx, table, COLUMNS[table], chunk[table]);
      });
      if (most % 100_000 === 0) say(`${most} incidents`);
    }
  });
  await knex('record_counters')
    .insert({ type: 'incident', next: FIRST_NUMBER + count })
    .onConflict('type')
    .merge();
  // As new ones they start where an upgrade would start them: history is not told as news.
  // They begin anew, and so does what was derived before.
  for (const table of ['ci_relations', 'ci_versions', 'followers'])
    await knex(table).delete();
}
