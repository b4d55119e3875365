import { BUSINESS_OBJECTIVE, TREND } from '@callboard/plugin-itsm-common';
import {
  fieldChangeOf,
  followUpProjection,
  SYSTEM_CALLER,
  type DueHandler,
  type ItsmKernel,
  type Projection,
  type StoredRecord,
} from '@callboard/plugin-itsm-node';
import { STRATEGY_NOTES, STRATEGY_WORK } from './kinds';
import type { KeyResultMeasuring } from './objectives/KeyResultMeasuring';
import type { KeyResultStore } from './objectives/KeyResultStore';
import { measureItem } from './objectives/KeyResultWriter';

const REVIEWED = [
  {
    type: BUSINESS_OBJECTIVE,
    work: STRATEGY_WORK.reviewObjective,
    note: STRATEGY_NOTES.reviewObjective,
    id: 'business-objective-follow-ups',
    title: 'When business objectives are looked at again',
    does: 'Notes that a business objective is to be looked at again',
  },
  {
    type: TREND,
    work: STRATEGY_WORK.reviewTrend,
    note: STRATEGY_NOTES.reviewTrend,
    id: 'trend-follow-ups',
    title: 'When market trends are looked at again',
    does: 'Notes that a market trend is to be looked at again',
  },
] as const;

/** Puts reviews of objectives and trends on the calendar. */
export const reviewFollowUps = (
  kernel: Pick<ItsmKernel, 'due'>,
  store: KeyResultStore,
): Projection[] =>
  REVIEWED.map(({ id, title, type, work }) =>
    followUpProjection({
      id,
      title,
      kinds: ['record.created', 'record.transitioned', 'record.changed'],
      due: kernel.due,
      among: (ids, tx) => store.objectivesAmong(ids, type, tx),
      plan(entry) {
        const review = fieldChangeOf(entry, 'reviewAt');
        const key = entry.subjectId;
        if (!review) return { schedule: [], cancel: [] };
        if (typeof review.after !== 'number')
          return { schedule: [], cancel: [{ kind: work, key }] };
        return {
          schedule: [
            {
              kind: work,
              key,
              dueAt: review.after,
              payload: { recordId: key },
              causedBy: entry.position,
            },
          ],
          cancel: [],
        };
      },
    }),
  );

/** A record as it is; undefined if it is gone. */
async function find(
  kernel: Pick<ItsmKernel, 'records'>,
  id: string,
  type: string,
): Promise<StoredRecord | undefined> {
  try {
    return (await kernel.records.view(SYSTEM_CALLER, id, type)).record;
  } catch (error) {
    if ((error as Error).name === 'NotFoundError') return undefined;
    throw error;
  }
}

/** Says when something is to be looked at again, and asks KPIs for the values of key results. */
export function strategyDueHandlers(
  kernel: Pick<ItsmKernel, 'records' | 'due'>,
  deps: { store: KeyResultStore; measuring: KeyResultMeasuring },
): DueHandler[] {
  const reviews = REVIEWED.map(
    ({ type, work, note, does }): DueHandler => ({
      kind: work,
      title: does,
      async handle({ payload }, context) {
        const record = await find(kernel, String(payload.recordId), type);
        const isOver = ['closed', 'cancelled'].includes(
          record?.statusCategory ?? 'closed',
        );
        const reviewAt = Number(record?.reviewAt ?? Infinity);
        if (!record || isOver || reviewAt > context.now) return;
        await context.command(SYSTEM_CALLER, [
          {
            id: record.id,
            fact: { kind: note, audience: 'requester', payload: { reviewAt } },
          },
        ]);
      },
    }),
  );
  return [
    ...reviews,
    {
      kind: STRATEGY_WORK.measure,
      title: 'Measures a key result of a business objective',
      async handle({ payload }, context) {
        const one = await deps.store.find(String(payload.keyResult));
        if (!one?.kpi) return;
        const objective = await find(kernel, one.recordId, BUSINESS_OBJECTIVE);
        // What is over is not measured any more; it goes on when it is pursued again.
        if (!objective || objective.statusCategory === 'cancelled') return;
        const outcome =
          objective.statusCategory === 'closed'
            ? 'kept'
            : await deps.measuring.measure(one);
        const next = deps.measuring.next(one, outcome);
        await context.finish(tx =>
          kernel.due.schedule([measureItem(one, next)], tx),
        );
      },
    },
  ];
}
