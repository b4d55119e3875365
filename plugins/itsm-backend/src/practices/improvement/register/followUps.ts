import { beginAfter } from '@callboard/plugin-itsm-common';
import {
  fieldChangeOf,
  followUpProjection,
  SYSTEM_CALLER,
  type DueHandler,
  type DueWork,
  type Job,
  type ItsmKernel,
  type JournalRow,
  type NewDueItem,
  type PlannedFollowUps,
  type Projection,
} from '@callboard/plugin-itsm-node';
import type { InitiativeStore } from './InitiativeStore';
import { INITIATIVE_NOTES, INITIATIVE_WORK } from './kinds';
import type { Measurements } from './Measurements';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** While numbers are still being counted. */
const SOON = 2 * MINUTE;
/** How often it is looked for initiatives that nobody measures. */
const LOOK_EVERY = 2 * MINUTE;
/** After a day has begun, so that what happened at its end is counted in. */
const AFTER_MIDNIGHT = 30 * MINUTE;
/** Initiatives that are put on the calendar by one run of the job. */
const AT_ONCE = 500;

/** What follows from one entry of an initiative's journal. Handlers look at it anew. */
function planned(entry: JournalRow): PlannedFollowUps {
  const plan: PlannedFollowUps = { schedule: [], cancel: [] };
  const key = entry.subjectId;
  const item = (kind: string, dueAt: number): NewDueItem => ({
    kind,
    key,
    dueAt,
    payload: { recordId: key },
    causedBy: entry.position,
  });
  if (entry.payload.transition !== undefined) {
    if (entry.status === 'implement')
      plan.schedule.push(item(INITIATIVE_WORK.measure, entry.at));
    else if (entry.status !== 'achieved')
      plan.cancel.push({ kind: INITIATIVE_WORK.measure, key });
  }
  const due = fieldChangeOf(entry, 'dueAt');
  if (due && typeof due.after === 'number')
    plan.schedule.push(item(INITIATIVE_WORK.due, due.after));
  else if (due) plan.cancel.push({ kind: INITIATIVE_WORK.due, key });
  return plan;
}

/** Puts what happens to initiatives by itself on the calendar. */
export const initiativeFollowUps = (
  store: InitiativeStore,
  due: DueWork,
): Projection =>
  followUpProjection({
    id: 'initiative-follow-ups',
    title: 'What happens to improvement initiatives by itself',
    kinds: ['record.created', 'record.transitioned', 'record.changed'],
    due,
    among: (ids, tx) => store.initiativesAmong(ids, tx),
    plan: planned,
  });

/** So that not all are measured at the same moment; the same one each day. */
function spreadOf(recordId: string): number {
  const last = Number.parseInt(recordId.slice(-4), 16);
  return (Number.isNaN(last) ? 0 : last % 60) * MINUTE;
}

/** Puts initiatives on the calendar that nobody has measured for more than a day. */
export function initiativeJob(
  kernel: Pick<ItsmKernel, 'clock' | 'due'>,
  store: InitiativeStore,
): Job {
  return {
    id: 'initiatives',
    everyMs: LOOK_EVERY,
    async run() {
      const now = kernel.clock.now();
      const ids = await store.notLookedAtSince(now - 25 * HOUR, AT_ONCE);
      if (ids.length === 0) return;
      await kernel.due.schedule(
        ids.map(recordId => ({
          kind: INITIATIVE_WORK.measure,
          key: recordId,
          dueAt: now,
          payload: { recordId },
        })),
      );
    },
  };
}

/** Measures initiatives once a day, and says when the day passed by which they were to be achieved. */
export function initiativeDueHandlers(
  kernel: Pick<ItsmKernel, 'due'>,
  deps: { measurements: Measurements; zone: string },
): DueHandler[] {
  return [
    {
      kind: INITIATIVE_WORK.measure,
      title: 'Measures an improvement initiative',
      async handle({ payload }, context) {
        const recordId = String(payload.recordId);
        const again = await deps.measurements.measure(recordId);
        if (again === 'never') return;
        const tomorrow =
          beginAfter(context.now, 'day', deps.zone) +
          AFTER_MIDNIGHT +
          spreadOf(recordId);
        await context.finish(tx =>
          kernel.due.schedule(
            [
              {
                kind: INITIATIVE_WORK.measure,
                key: recordId,
                dueAt: again === 'soon' ? context.now + SOON : tomorrow,
                payload: { recordId },
                // A day that leads to the next one is no chain of rules that set each other off.
                depth: 0,
              },
            ],
            tx,
          ),
        );
      },
    },
    {
      kind: INITIATIVE_WORK.due,
      title: 'Notes that an improvement initiative is overdue',
      async handle({ payload }, context) {
        const initiative = await deps.measurements.initiative(
          String(payload.recordId),
        );
        if (initiative?.statusCategory !== 'open') return;
        const dueAt = Number(initiative.dueAt ?? Infinity);
        if (dueAt > context.now) return;
        await context.command(SYSTEM_CALLER, [
          {
            id: initiative.id,
            fact: {
              kind: INITIATIVE_NOTES.overdue,
              audience: 'requester',
              payload: { dueAt },
            },
          },
        ]);
      },
    },
  ];
}
