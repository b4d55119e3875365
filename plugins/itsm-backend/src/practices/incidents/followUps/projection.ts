import {
  fieldChangeOf,
  followUpProjection,
  type DueWork,
  type JournalRow,
  type PlannedFollowUps,
  type Projection,
} from '@callboard/plugin-itsm-node';
import type { IncidentStore } from '../IncidentStore';
import { FOLLOW_UPS } from './kinds';

const DAY = 86_400_000;

/**
 * What follows from one entry of an incident's journal. The handlers look at the incident anew
 * when the time has come, so what is planned here may be out of date by then and does no harm.
 */
function planFollowUps(
  entry: JournalRow,
  autoCloseDays: number,
): PlannedFollowUps {
  const planned: PlannedFollowUps = { schedule: [], cancel: [] };
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
    const change = fieldChangeOf(entry, field);
    if (!change) continue;
    if (typeof change.after === 'number')
      planned.schedule.push(item(kind, recordId, change.after));
    else planned.cancel.push({ kind, key: recordId });
  }
  return planned;
}

/** Puts what happens to incidents by itself on the calendar. */
export const incidentFollowUps = (
  store: IncidentStore,
  due: DueWork,
  autoCloseDays: number,
): Projection =>
  followUpProjection({
    id: 'incident-follow-ups',
    title: 'What happens to incidents by itself',
    kinds: ['record.transitioned', 'record.changed', 'comment.added'],
    due,
    among: (ids, tx) => store.incidentsAmong(ids, tx),
    plan: entry => planFollowUps(entry, autoCloseDays),
  });
