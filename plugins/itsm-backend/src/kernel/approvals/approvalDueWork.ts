import {
  SYSTEM_CALLER,
  type DueHandler,
  type DueItem,
  type RecordChange,
} from '@callboard/plugin-itsm-node';
import type { DueWork } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { loadSubjects, type Subject } from '../deliveries/subjects';
import type { PrincipalStore } from '../journal/PrincipalStore';
import { lastMoverOf } from '../journal/readJournal';
import type { RecordTypes } from '../RecordTypes';
import {
  APPROVAL_ASK,
  APPROVAL_DEADLINE,
  APPROVAL_REMIND,
  APPROVAL_REPLACE,
  isToBeAsked,
} from './approvalClocks';
import { readRoundWith } from './ApprovalStore';
import { matchSeats } from './matchSeats';
import {
  MOST_REMINDERS,
  remindAfterMs,
  type StoredRound,
  type StoredStep,
} from './model';
import type { PlannedRound, RoundPlanner } from './RoundPlanner';

const SECOND = 1_000;
/** A record that changed at the same moment is asked about as it is then. */
const PAUSES = [SECOND, 5 * SECOND, 30 * SECOND, 300 * SECOND, 3_600 * SECOND];

/** The change that begins a round: who is asked may read what it is about. */
export function askingFor(
  { record }: Subject,
  planned: PlannedRound,
  askedByRef?: string,
): RecordChange {
  const refs = new Set(planned.steps.flatMap(s => s.seats.map(t => t.forRef)));
  return {
    id: record.id,
    expectedVersion: record.version,
    approval: { ask: { ...planned, askedByRef } },
    participants: [...refs].map(principalRef => ({
      principalRef,
      role: 'approver',
      canRead: true,
    })),
  };
}

/** The handlers of what approvals do later. */
export function approvalDueWork(deps: {
  knex: Knex;
  types: RecordTypes;
  principals: PrincipalStore;
  planner: RoundPlanner;
  due: DueWork;
}): DueHandler[] {
  const { knex, types, principals, planner, due } = deps;

  const subjectOf = async (item: DueItem): Promise<Subject | undefined> => {
    const id = String(item.payload.recordId);
    return (await loadSubjects(knex, types, [id])).get(id);
  };
  /** The step of the item with its record, while it is open. */
  const openStep = async (
    item: DueItem,
  ): Promise<
    { subject: Subject; round: StoredRound; step: StoredStep } | undefined
  > => {
    const subject = await subjectOf(item);
    const round = await readRoundWith(knex, { step: item.key });
    const step = round?.steps.find(s => s.id === item.key);
    if (!subject || round?.state !== 'asked' || step?.state !== 'open')
      return undefined;
    return { subject, round, step };
  };

  /** Who brought a record to where it is approved, if not the decision before. */
  const moverOf = ({ record, type: { approval: rule } }: Subject) =>
    lastMoverOf(knex, principals, record.id, [
      rule?.approve,
      rule?.reject,
      rule?.askAgain,
    ]);

  return [
    {
      kind: APPROVAL_ASK,
      title: 'Asks for approvals',
      pauses: PAUSES,
      async handle(item, context) {
        const subject = await subjectOf(item);
        if (!subject || !isToBeAsked(subject)) return;
        const askedByRef =
          (item.payload.askedByRef as string | undefined) ??
          (await moverOf(subject));
        const planned = await planner.plan(subject, askedByRef);
        await context.command(SYSTEM_CALLER, [
          askingFor(subject, planned, askedByRef),
        ]);
      },
    },
    {
      kind: APPROVAL_REMIND,
      title: 'Reminds approvers',
      pauses: PAUSES,
      async handle(item, context) {
        const open = await openStep(item);
        const { reminders = 0, deadlineMs } = item.payload as {
          reminders?: number;
          deadlineMs?: number;
        };
        if (!open || !open.step.seats.some(s => s.state === 'open')) return;
        const next = context.now + remindAfterMs(deadlineMs);
        // Not at the deadline as well, which says it all.
        const { dueAt = Infinity } = open.step;
        const again = reminders + 1 < MOST_REMINDERS && next < dueAt;
        await context.command(
          SYSTEM_CALLER,
          [
            {
              id: open.subject.record.id,
              approval: { remind: { stepId: item.key } },
            },
          ],
          async tx => {
            if (!again) return;
            await due.schedule(
              [
                {
                  kind: APPROVAL_REMIND,
                  key: item.key,
                  dueAt: next,
                  payload: { ...item.payload, reminders: reminders + 1 },
                },
              ],
              tx,
            );
          },
        );
      },
    },
    {
      kind: APPROVAL_DEADLINE,
      title: 'Escalates approvals that nobody decided in time',
      pauses: PAUSES,
      async handle(item, context) {
        const open = await openStep(item);
        if (!open || open.step.escalatedAt !== undefined) return;
        const { subject, step } = open;
        const { id } = subject.record;
        if (step.onDeadline === 'reject') {
          await context.command(SYSTEM_CALLER, [
            { id, approval: { expire: { stepId: step.id } } },
          ]);
        }
        const add = await planner.escalation(subject, step);
        if (add.length === 0) return;
        await context.command(SYSTEM_CALLER, [
          {
            id,
            approval: { reseat: { stepId: step.id, because: 'deadline', add } },
          },
        ]);
      },
    },
    {
      kind: APPROVAL_REPLACE,
      title: 'Asks others in place of approvers who left',
      pauses: PAUSES,
      async handle(item, context) {
        const open = await openStep(item);
        if (!open) return;
        const { subject, step } = open;
        const barred = await planner.barred(subject);
        for (const seat of step.seats)
          for (const ref of [seat.decidedByRef, seat.decidedForRef])
            if (ref) barred.add(ref);
        const waiting = step.seats.filter(
          s => s.state === 'open' && !s.escalated,
        );
        const can = matchSeats(await planner.eligible(waiting, barred));
        const lost = waiting.filter((_, i) => !can[i]);
        if (lost.length === 0) return;
        const taken = step.seats.map(s => s.forRef);
        const add = await planner.inPlaceOf(subject, step, taken, lost.length);
        if (add.length === 0) return;
        await context.command(SYSTEM_CALLER, [
          {
            id: subject.record.id,
            approval: {
              reseat: {
                stepId: step.id,
                because: 'left',
                close: lost.map(s => s.id),
                add,
              },
            },
          },
        ]);
      },
    },
  ];
}
