import { ConflictError, InputError } from '@backstage/errors';
import type { Knex } from 'knex';
import { isPostgres } from '../database';
import type { StoredRecord } from '@callboard/plugin-itsm-node';

/** Key of the advisory lock that makes changes of hierarchies one after the other. */
const HIERARCHY_LOCK = 4_117_003;
/** Deeper than any hierarchy that people can read. */
const MOST_LEVELS = 20;

/** What is said when a record has its place already. */
const TAKEN = {
  'child-of': 'is part of another record already; remove that link first',
  'duplicate-of':
    'is a duplicate of another record already; remove that link first',
} as const;

/**
 * Checks that a link that makes a tree keeps it one: a record is part of one record at most, and
 * of none that is part of it. Two links at the same moment could each be right and make a circle
 * together, so they are made one after the other.
 *
 * @throws ConflictError, InputError
 */
export async function guardHierarchy(
  tx: Knex.Transaction,
  kind: string,
  from: StoredRecord,
  to: StoredRecord,
): Promise<void> {
  if (kind !== 'child-of' && kind !== 'duplicate-of') return;
  if (isPostgres(tx))
    await tx.raw('select pg_advisory_xact_lock(?)', [HIERARCHY_LOCK]);
  if (from.type !== to.type) {
    throw new InputError(
      `target: ${to.number} is no ${from.type}; only records of one type can be joined like this`,
    );
  }
  const taken = await tx('links').where({ kind, from_id: from.id }).first();
  if (taken && taken.to_id !== to.id)
    throw new ConflictError(`${from.number} ${TAKEN[kind]}`);
  let level = [to.id];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (level.includes(from.id) || depth > MOST_LEVELS) {
      throw new ConflictError(
        `${to.number} belongs to ${from.number} itself; the two cannot belong to each other`,
      );
    }
    const above = await tx('links')
      .where('kind', kind)
      .whereIn('from_id', level)
      .select('to_id');
    level = above.map(row => row.to_id as string);
  }
}
