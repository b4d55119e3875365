import type {
  DueWork,
  JournalRow,
  NewDueItem,
  Projection,
} from '@callboard/plugin-itsm-node';
import type { IncidentStore } from '../IncidentStore';
import { FOLLOW_UPS } from './kinds';

const DAY = 86_400_000;

interface Change {
  field: string;
  after?: unknown;
}

const changesOf = (entry: JournalRow) =>
  (entry.payload.changes ?? []) as readonly Change[];

const changeOf = (entry: JournalRow, field: string) =>
  changesOf(entry).find(change => change.field === field);

const nameOf = (item: { kind: string; key: string }) =>
  `${item.kind} ${item.key}`;

/** What an entry puts on the calendar, and what it takes off it. */
export interface Planned {
  schedule: NewDueItem[];
  cancel: { kind: string; key: string }[];
}

/**
 * What follows from one entry of an incident's journal. The handlers look at the incident anew
 * when the time has come, so what is planned here may be out of date by then and does no harm.
 */
export function planFollowUps(
  entry: JournalRow,
  autoCloseDays: number,
): Planned {
  const planned: Planned = { schedule: [], cancel: [] };
  const recordId = entry.subjectId;
  const item = (kind: string, key: string, dueAt: number) => ({
    kind,
    key,
    dueAt,
    payload: { recordId },
    causedBy: entry.position,
  });

  if (entry.kind === 'comment.added') {
    if (entry.status === 'on-hold' && entry.audience === 'requester') {
      planned.schedule.push({
        ...item(FOLLOW_UPS.answered, `${entry.position}`, entry.recordedAt),
        payload: { recordId, by: entry.actorRef },
      });
    }
    return planned;
  }

  if (entry.payload.transition !== undefined) {
    if (entry.status === 'resolved') {
      if (autoCloseDays > 0) {
        planned.schedule.push(
          item(FOLLOW_UPS.autoClose, recordId, entry.at + autoCloseDays * DAY),
        );
      }
      planned.schedule.push(
        item(FOLLOW_UPS.tellDuplicates, `${entry.position}`, entry.recordedAt),
      );
    } else {
      planned.cancel.push({ kind: FOLLOW_UPS.autoClose, key: recordId });
    }
  }
  for (const [field, kind] of [
    ['holdUntil', FOLLOW_UPS.holdEnds],
    ['nextUpdateAt', FOLLOW_UPS.updateLate],
  ] as const) {
    const change = changeOf(entry, field);
    if (!change) continue;
    if (typeof change.after === 'number')
      planned.schedule.push(item(kind, recordId, change.after));
    else planned.cancel.push({ kind, key: recordId });
  }
  return planned;
}

/**
 * Puts what happens to incidents by itself on the calendar, with the journal as its only source.
 * History from elsewhere sets nothing off.
 */
export function incidentFollowUps(
  store: IncidentStore,
  due: DueWork,
  autoCloseDays: number,
): Projection {
  return {
    id: 'incident-follow-ups',
    title: 'What happens to incidents by itself',
    kinds: ['record.transitioned', 'record.changed', 'comment.added'],
    // What was planned before there was a calendar is not made up for: it would all come at once.
    fromNow: true,
    async apply(tx, entries) {
      const enforced = entries.filter(
        e => e.mode === 'enforce' && e.subjectType === 'record',
      );
      if (enforced.length === 0) return;
      const incidents = await store.incidentsAmong(
        enforced.map(e => e.subjectId),
        tx,
      );
      // By name, in the order of the entries: a later one may move or take back what an earlier
      // one planned. So the whole batch takes two statements.
      const net = new Map<string, Planned>();
      for (const entry of enforced) {
        if (!incidents.has(entry.subjectId)) continue;
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
