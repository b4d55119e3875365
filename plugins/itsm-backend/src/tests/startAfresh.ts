import type { Knex } from 'knex';

const TABLES = [
  'deliveries',
  'due_work',
  'known_decisions',
  'presence',
  'webhook_endpoints',
];

/**
 * Leaves a database as if nothing that is in its journal had anything to do any more: a migrated
 * database serves all tests of a file, and each begins with nothing to be sent.
 */
export async function startAfresh(knex: Knex): Promise<void> {
  for (const table of TABLES) await knex(table).delete();
  const head = knex('journal').max('position');
  await knex('followers').update({
    position: knex.raw('coalesce(?, 0)', [head]),
  });
}
