import type { Knex } from 'knex';
import type { DueWork, NewDueItem } from './due';
import type { JournalRow, Projection } from './journal';

/** What an entry puts on the calendar, and what it takes off it. */
export interface PlannedFollowUps {
  schedule: NewDueItem[];
  cancel: { kind: string; key: string }[];
}

/** What an entry says of a field of its record; undefined if it says nothing. */
export const fieldChangeOf = (
  entry: JournalRow,
  field: string,
): { field: string; after?: unknown } | undefined =>
  (
    (entry.payload.changes ?? []) as readonly {
      field: string;
      after?: unknown;
    }[]
  ).find(change => change.field === field);

/** What an entry makes of the fields of its record, by key; undefined for what it empties. */
export const valuesAfter = (
  entry: Pick<JournalRow, 'payload'>,
): ReadonlyMap<string, unknown> =>
  new Map(
    (
      (entry.payload.changes ?? []) as readonly {
        field: string;
        after?: unknown;
      }[]
    ).map(({ field, after }) => [field, after ?? undefined]),
  );

const nameOf = (item: { kind: string; key: string }) =>
  `${item.kind} ${item.key}`;

/**
 * Puts what happens to records of a practice by itself on the calendar, with the journal as its only
 * source. History from elsewhere sets nothing off. Handlers look at the record anew when the time has
 * come, so what is planned may be out of date by then and does no harm.
 *
 * @param options - `among` tells which of the records are the practice's own, `plan` what follows from
 *   one entry
 */
export function followUpProjection(
  options: Pick<Projection, 'id' | 'title' | 'kinds'> & {
    due: DueWork;
    among: (
      ids: readonly string[],
      tx: Knex.Transaction,
    ) => Promise<ReadonlySet<string>>;
    plan: (entry: JournalRow) => PlannedFollowUps;
  },
): Projection {
  const { due, among, plan, ...named } = options;
  return {
    ...named,
    // What was planned before there was a calendar is not made up for: it would all come at once.
    fromNow: true,
    async apply(tx, entries) {
      const enforced = entries.filter(
        e => e.mode === 'enforce' && e.subjectType === 'record',
      );
      if (enforced.length === 0) return;
      const own = await among(
        enforced.map(e => e.subjectId),
        tx,
      );
      // By name, in the order of the entries: a later one may move or take back what an earlier
      // one planned. So the whole batch takes two statements.
      const net = new Map<string, PlannedFollowUps>();
      for (const entry of enforced) {
        if (!own.has(entry.subjectId)) continue;
        const { schedule, cancel } = plan(entry);
        for (const item of cancel)
          net.set(nameOf(item), { schedule: [], cancel: [item] });
        for (const item of schedule)
          net.set(nameOf(item), { schedule: [item], cancel: [] });
      }
      const planned = [...net.values()];
      const cancel = planned.flatMap(p => p.cancel);
      const schedule = planned.flatMap(p => p.schedule);
      if (cancel.length > 0) await due.cancel(cancel, tx);
      if (schedule.length > 0) await due.schedule(schedule, tx);
    },
  };
}
