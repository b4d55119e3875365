import type {
  JournalRow,
  NewDueItem,
  Projection,
} from '@callboard/plugin-itsm-node';
import type { DueWork } from '@callboard/plugin-itsm-node';
import { whereAmong } from '../database';
import { loadSubjects, type Subject } from '../deliveries/subjects';
import type { RecordTypes } from '../RecordTypes';
import { canTake } from './followRecord';
import { remindAfterMs, type OpenedStep } from './model';

/** Kinds of due work of approvals. */
export const APPROVAL_ASK = 'approval.ask';
export const APPROVAL_REMIND = 'approval.remind';
export const APPROVAL_DEADLINE = 'approval.deadline';
export const APPROVAL_REPLACE = 'approval.replace';

const OF_RECORDS = ['record.created', 'record.changed', 'record.transitioned'];
const OF_ROUNDS = ['approval.asked', 'approval.decided'];

/** Whether somebody is to be asked about a record, as it is now. */
export function isToBeAsked({ record, type }: Subject): boolean {
  const rule = type.approval;
  if (!rule) return false;
  const { approval } = record;
  if (approval !== undefined && approval !== 'stale') return false;
  if (rule.waits?.(record)) return false;
  if (rule.asks(record)) return true;
  return approval === 'stale' && canTake(type, rule.askAgain, record.status);
}

/** The clocks of a step that opened. */
function clocksOf(entry: JournalRow): NewDueItem[] {
  const opened = entry.payload.opened as OpenedStep | undefined;
  if (!opened) return [];
  const { step, at, deadlineMs } = opened;
  const item = {
    key: step,
    payload: { recordId: entry.subjectId },
    causedBy: entry.position,
  };
  return [
    {
      ...item,
      kind: APPROVAL_REMIND,
      dueAt: at + remindAfterMs(deadlineMs),
      payload: { ...item.payload, reminders: 0, deadlineMs },
    },
    ...(deadlineMs === undefined
      ? []
      : [{ ...item, kind: APPROVAL_DEADLINE, dueAt: at + deadlineMs }]),
  ];
}

/**
 * Plans what approvals need later: to ask about records that came to where they must be approved, or
 * of which what was approved changed, and the clocks of steps that opened.
 *
 * Whom to ask is looked up when it is due, not here. What was planned is there once, so there is
 * nothing to rebuild.
 */
export function approvalClocks(deps: {
  types: RecordTypes;
  due: DueWork;
}): Projection {
  const { types, due } = deps;
  return {
    id: 'approvals',
    title: 'Asks for approvals, and starts their clocks',
    fromNow: true,
    kinds: [...OF_RECORDS, ...OF_ROUNDS],
    async apply(tx, entries) {
      const approved = types.all().filter(t => t.approval);
      if (approved.length === 0) return;
      const own = entries.filter(
        e => e.subjectType === 'record' && e.mode === 'enforce',
      );
      const clocks = own
        .filter(e => OF_ROUNDS.includes(e.kind))
        .flatMap(clocksOf);
      const changed = own.filter(e => OF_RECORDS.includes(e.kind));
      const ids = [...new Set(changed.map(e => e.subjectId))];
      const candidates: string[] =
        ids.length === 0
          ? []
          : await whereAmong(tx('records'), 'id', ids)
              .whereIn(
                'type',
                approved.map(t => t.type),
              )
              .where(w => w.whereNull('approval').orWhere('approval', 'stale'))
              .pluck('id');
      const subjects = await loadSubjects(tx, types, candidates);
      const asks = [...subjects.values()]
        .filter(isToBeAsked)
        .map(({ record }): NewDueItem => {
          const led = changed.filter(e => e.subjectId === record.id).pop()!;
          const person = led.actorRef?.startsWith('user:');
          return {
            kind: APPROVAL_ASK,
            key: record.id,
            dueAt: led.recordedAt,
            payload: {
              recordId: record.id,
              // What the product worked out leads to it at last; whoever moved it there has asked.
              askedByRef: person ? led.actorRef : undefined,
            },
            causedBy: led.position,
          };
        });
      await due.schedule([...asks, ...clocks], tx);
    },
  };
}
