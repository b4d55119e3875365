import {
  fieldChangeOf,
  followUpProjection,
  type DueWork,
  type JournalRow,
  type PlannedFollowUps,
  type Projection,
} from '@callboard/plugin-itsm-node';
import type { ChangeStore } from '../ChangeStore';
import { FOLLOW_UPS } from './kinds';

const DAY = 86_400_000;

/** Whether an entry says something that the end of a change may have waited for. */
const settles = (entry: JournalRow) =>
  entry.kind === 'approval.decided' ||
  fieldChangeOf(entry, 'reviewedAt') !== undefined ||
  fieldChangeOf(entry, 'reviewReason') !== undefined ||
  fieldChangeOf(entry, 'approval') !== undefined;

/**
 * What follows from one entry of a change's journal. The handlers look at the change anew when the
 * time has come, so what is planned here may be out of date by then and does no harm.
 */
function planFollowUps(
  entry: JournalRow,
  autoCloseDays: number,
): PlannedFollowUps {
  const planned: PlannedFollowUps = { schedule: [], cancel: [] };
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
    const change = fieldChangeOf(entry, field);
    if (!change) continue;
    if (typeof change.after === 'number')
      planned.schedule.push(item(kind, change.after));
    else planned.cancel.push({ kind, key });
  }
  return planned;
}

/** Puts what happens to changes by itself on the calendar. */
export const changeFollowUps = (
  store: ChangeStore,
  due: DueWork,
  autoCloseDays: number,
): Projection =>
  followUpProjection({
    id: 'change-follow-ups',
    title: 'What happens to changes by itself',
    kinds: [
      'record.created',
      'record.transitioned',
      'record.changed',
      'approval.decided',
    ],
    due,
    among: (ids, tx) => store.changesAmong(ids, tx),
    plan: entry => planFollowUps(entry, autoCloseDays),
  });
