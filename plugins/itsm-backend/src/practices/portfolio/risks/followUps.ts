import {
  fieldChangeOf,
  followUpProjection,
  SYSTEM_CALLER,
  type DueHandler,
  type DueWork,
  type ItsmKernel,
  type JournalRow,
  type PlannedFollowUps,
  type Projection,
} from '@callboard/plugin-itsm-node';
import { RISK } from '@callboard/plugin-itsm-common';
import { RISK_NOTES, RISK_WORK } from './kinds';
import type { RiskStore } from './RiskStore';

const DATES = [
  ['reviewAt', RISK_WORK.review],
  ['acceptUntil', RISK_WORK.lapse],
] as const;

/** What follows from one entry of a risk's journal. Handlers look at it anew. */
function planned(entry: JournalRow): PlannedFollowUps {
  const plan: PlannedFollowUps = { schedule: [], cancel: [] };
  const key = entry.subjectId;
  for (const [field, kind] of DATES) {
    const change = fieldChangeOf(entry, field);
    if (!change) continue;
    if (typeof change.after === 'number')
      plan.schedule.push({
        kind,
        key,
        dueAt: change.after,
        payload: { recordId: key },
        causedBy: entry.position,
      });
    else plan.cancel.push({ kind, key });
  }
  return plan;
}

/** Puts reviews of risks, and the days until which they are accepted, on the calendar. */
export const riskFollowUps = (store: RiskStore, due: DueWork): Projection =>
  followUpProjection({
    id: 'risk-follow-ups',
    title: 'Reviews of risks, and acceptances that run out',
    kinds: ['record.created', 'record.transitioned', 'record.changed'],
    due,
    among: (ids, tx) => store.among(ids, tx),
    plan: planned,
  });

/** Says when a risk is to be reviewed, and takes an acceptance back when its day has come. */
export function riskDueHandlers(
  kernel: Pick<ItsmKernel, 'records'>,
): DueHandler[] {
  const riskOf = async (recordId: string) =>
    (await kernel.records.view(SYSTEM_CALLER, recordId, RISK)).record;
  return [
    {
      kind: RISK_WORK.review,
      title: 'Says that a risk is to be reviewed',
      async handle({ payload }, context) {
        const risk = await riskOf(String(payload.recordId));
        const reviewAt = Number(risk.reviewAt ?? Infinity);
        if (risk.statusCategory === 'closed' || reviewAt > context.now) return;
        await context.command(SYSTEM_CALLER, [
          {
            id: risk.id,
            fact: {
              kind: RISK_NOTES.reviewDue,
              audience: 'requester',
              payload: { reviewAt },
            },
          },
        ]);
      },
    },
    {
      kind: RISK_WORK.lapse,
      title: 'Takes back that a risk is accepted when its day has come',
      async handle({ payload }, context) {
        const risk = await riskOf(String(payload.recordId));
        const until = Number(risk.acceptUntil ?? Infinity);
        if (risk.status !== 'watching' || until > context.now) return;
        await context.command(SYSTEM_CALLER, [
          { id: risk.id, transition: 'lapse', expectedVersion: risk.version },
        ]);
      },
    },
  ];
}
