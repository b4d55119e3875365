import type { JournalRow, News } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { whereAmong } from '../database';

/** Below the parameters that SQLite takes in one statement. */
const CHUNK = 400;

/**
 * Adds those who stand in for people who are away to whoever hears of news that are for them too.
 * One statement, and none if there are no such news.
 *
 * @param heard - who hears what of each entry; is added to
 */
export async function alsoDeputies(
  tx: Knex,
  heard: readonly {
    entry: Pick<JournalRow, 'actorRef'>;
    chosen: Map<string, News>;
  }[],
  now: number,
): Promise<void> {
  const named = [
    ...new Set(
      heard.flatMap(({ chosen }) =>
        [...chosen].flatMap(([ref, news]) => (news.deputies ? ref : [])),
      ),
    ),
  ];
  for (let i = 0; i < named.length; i += CHUNK) {
    const absences: { principal_ref: string; delegate_ref: string }[] =
      await whereAmong(
        tx('absences'),
        'principal_ref',
        named.slice(i, i + CHUNK),
      )
        .where('from_at', '<=', now)
        .where('to_at', '>', now)
        .whereNotNull('delegate_ref')
        .select('principal_ref', 'delegate_ref');
    for (const { entry, chosen } of heard)
      for (const { principal_ref: absent, delegate_ref: deputy } of absences) {
        const news = chosen.get(absent);
        if (!news?.deputies || deputy === entry.actorRef) continue;
        if (news.except?.includes(deputy)) continue;
        if (!chosen.has(deputy)) chosen.set(deputy, news);
      }
  }
}
