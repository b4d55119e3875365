import type { DueWork, Job, Clock } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { APPROVAL_REPLACE } from './approvalClocks';

/** What people are called who were erased. */
const ERASED = 'user:erased/';
const EVERY_MS = 10 * 60_000;
const MOST_AT_ONCE = 500;

/**
 * Looks for open seats that nobody can decide at any more, because the person or the group has left
 * the catalog, or the group has no members left; what is done about each, due work says.
 */
export function replaceWhoLeft(deps: {
  knex: Knex;
  due: DueWork;
  clock: Clock;
}): Job {
  const { knex, due, clock } = deps;
  return {
    id: 'approval-seats',
    everyMs: EVERY_MS,
    async run() {
      const rows: { step: string; record: string }[] = await knex(
        'approval_seats as s',
      )
        .where('s.state', 'open')
        .where(w =>
          w
            .whereExists(q =>
              q
                .from('catalog_entities as e')
                .whereRaw('e.ref = s.for_ref')
                .whereNotNull('e.removed_at'),
            )
            .orWhere('s.for_ref', 'like', `${ERASED}%`)
            .orWhere(g =>
              g
                .where('s.for_ref', 'like', 'group:%')
                .whereNotExists(q =>
                  q
                    .from('catalog_relations as m')
                    .where('m.type', 'memberOf')
                    .whereRaw('m.target_ref = s.for_ref'),
                )
                .whereNotExists(q =>
                  q
                    .from('catalog_relations as h')
                    .where('h.type', 'hasMember')
                    .whereRaw('h.source_ref = s.for_ref'),
                ),
            ),
        )
        .distinct('s.step_id as step', 's.record_id as record')
        .limit(MOST_AT_ONCE);
      await due.schedule(
        rows.map(({ step, record }) => ({
          kind: APPROVAL_REPLACE,
          key: step,
          dueAt: clock.now(),
          payload: { recordId: record },
        })),
      );
    },
  };
}
