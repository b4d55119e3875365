import type { JournalRow } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { toJournalRow } from '../followers/JournalReader';
import type { PrincipalStore } from '../journal/PrincipalStore';

/**
 * The journal entry at a position, as followers read it; undefined if there is none. Two
 * statements.
 */
export async function readEntry(
  knex: Knex,
  principals: PrincipalStore,
  position: number,
): Promise<JournalRow | undefined> {
  const row = await knex('journal').where('position', position).first();
  if (!row) return undefined;
  const people = [row.actor_id, row.on_behalf_of_id].filter(id => id !== null);
  return toJournalRow(row, await principals.refs(people, knex));
}
