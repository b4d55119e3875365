import type { Caller } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { AbsenceStore } from './AbsenceStore';

/** Somebody who is away, with all that is theirs to decide. */
export interface Deputised {
  /** The absent person. */
  ref: string;
  /** They and the groups that they are a direct member of. */
  ownership: readonly string[];
}

/**
 * Whom somebody stands in for now. One who is away passes on what is their own: nobody stands in
 * for those for whom somebody stands in. One statement, and one more if there is somebody.
 */
export async function deputisedBy(
  executor: Knex,
  caller: Caller,
  now: number,
): Promise<Deputised[]> {
  if (caller.kind !== 'user') return [];
  const absences = await new AbsenceStore(executor).standsInFor(
    caller.ref,
    now,
  );
  const absent = absences.map(a => a.principalRef);
  if (absent.length === 0) return [];
  const rows: { group: string; user: string }[] = await executor(
    'catalog_relations',
  )
    .where('type', 'memberOf')
    .whereIn('source_ref', absent)
    .select('target_ref as group', 'source_ref as user')
    .unionAll(u =>
      u
        .from('catalog_relations')
        .where('type', 'hasMember')
        .whereIn('target_ref', absent)
        .select('source_ref', 'target_ref'),
    );
  return absent.map(ref => ({
    ref,
    ownership: [
      ref,
      ...new Set(
        rows
          .filter(r => r.user === ref && r.group.startsWith('group:'))
          .map(r => r.group),
      ),
    ],
  }));
}
