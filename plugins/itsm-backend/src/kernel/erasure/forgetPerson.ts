import type { DueWork } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { REMINDER } from '../reminders/routes';

/** Tables whose rows are a person's own, with the column that says whose they are. */
const OWN = {
  absences: 'principal_ref',
  approval_looks: 'principal_ref',
  participants: 'principal_ref',
  follows: 'principal_ref',
  presence: 'principal_ref',
  saved_view_preferences: 'user_ref',
  saved_views: 'owner_ref',
  catalog_entities: 'ref',
  catalog_aliases: 'ref',
};

/**
 * Deletes what people kept for themselves, and what is kept about them and nobody else.
 *
 * @returns rows by table
 */
export async function forgetPerson(
  tx: Knex.Transaction,
  due: DueWork,
  refs: readonly string[],
  now: number,
): Promise<Map<string, number>> {
  const gone = new Map<string, number>();
  for (const [table, column] of Object.entries(OWN)) {
    gone.set(table, await tx(table).whereIn(column, refs).delete());
  }
  const relations = await tx('catalog_relations')
    .whereIn('source_ref', refs)
    .orWhereIn('target_ref', refs)
    .delete();
  gone.set('catalog_relations', relations);
  const reminders: string[] = await tx('reminders')
    .whereIn('principal_ref', refs)
    .pluck('id');
  if (reminders.length > 0) {
    const items = reminders.map(key => ({ kind: REMINDER, key }));
    await due.cancel(items, tx);
    await tx('reminders').whereIn('principal_ref', refs).delete();
  }
  gone.set('reminders', reminders.length);
  // The log of deliveries stays, and says that it was to somebody who was erased.
  await tx('deliveries')
    .whereIn('recipient', refs)
    .where('state', 'waiting')
    .update({ state: 'cancelled', finished_at: now, next_attempt_at: null });
  return gone;
}
