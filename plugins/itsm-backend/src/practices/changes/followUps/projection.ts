import type {
  DueWork,
  JournalRow,
  NewDueItem,
  Projection,
} from '@callboard/plugin-itsm-node';
import type { ChangeStore } from '../ChangeStore';
import { FOLLOW_UPS } from './kinds';

const DAY = 86_400_000;

interface Change {
  field: string;
  after?: unknown;
}

const changeOf = (entry: JournalRow, field: string) =>
  ((entry.payload.changes ?? []) as readonly Change[]).find(
    change => change.field === field,
  );

const nameOf = (item: { kind: string; key: string }) =>
  `${item.kind} ${item.key}`;

/** What an entry puts on the calendar, and what it takes off it. */
export interface Planned {
  schedule: NewDueItem[];
  cancel: { kind: string; key: string }[];
}

/** Whether an entry says something that the end of a change may have waited for. */
const settles = (entry: JournalRow) =>
  entry.kind === 'approval.decided' ||
  changeOf(entry, 'reviewedAt') !== undefined ||
  changeOf(entry, 'reviewReason') !== undefined ||
  changeOf(entry, 'approval') !== undefined;

/**
 * What follows from one entry of a change's journal. The handlers look at the change anew when the
 * time has come, so what is planned here may be out of date by then and does no harm.
 */
export function planFollowUps(
  entry: JournalRow,
  autoCloseDays: number,
): Planned {
  const planned: Planned = { schedule: [], cancel: [] };
  const key = entry.subjectId;
  const item = (kind: string, dueAt: number) => ({
    kind,
    key,
    dueAt,
    payload: { recordId: key },
    causedBy: entry.position,
  });
  const moved = entry.payload.transition !== undefined;
  if (entry.status === 'review') {
    if (autoCloseDays > 0 && (moved || settles(entry))) {
      planned.schedule.push(
        item(FOLLOW_UPS.autoClose, entry.at + autoCloseDays * DAY),
      );
    }
  } else if (moved) {
    planned.cancel.push({ kind: FOLLOW_UPS.autoClose, key });
  }
  for (const [field, kind] of [
    ['plannedStart', FOLLOW_UPS.windowBegins],
    ['plannedEnd', FOLLOW_UPS.windowEnds],
  ] as const) {
    const change = changeOf(entry, field);
    if (!change) continue;
    if (typeof change.after === 'number')
      planned.schedule.push(item(kind, change.after));
    else planned.cancel.push({ kind, key });
  }
  return planned;
}

/**
 * Puts what happens to changes by itself on the calendar, with the journal as its only source.
 * History from elsewhere sets nothing off.
 */
export function changeFollowUps(
  store: ChangeStore,
  due: DueWork,
  autoCloseDays: number,
): Projection {
  return {
    id: 'change-follow-ups',
    title: 'What happens to changes by itself',
    kinds: [
      'record.created',
      'record.transitioned',
      'record.changed',
      'approval.decided',
    ],
    // What was planned before there was a calendar is not made up for: it would all come at once.
    fromNow: true,
    async apply(tx, entries) {
      const enforced = entries.filter(
        e => e.mode === 'enforce' && e.subjectType === 'record',
      );
      if (enforced.length === 0) return;
      const changes = await store.changesAmong(
        enforced.map(e => e.subjectId),
        tx,
      );
      // By name, in the order of the entries: a later one may move or take back what an earlier
      // one planned. So the whole batch takes two statements.
      const net = new Map<string, Planned>();
      for (const entry of enforced) {
        if (!changes.has(entry.subjectId)) continue;
        const { schedule, cancel } = planFollowUps(entry, autoCloseDays);
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
