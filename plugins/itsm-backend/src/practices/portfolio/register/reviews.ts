import { SERVICE } from '@callboard/plugin-itsm-common';
import {
  fieldChangeOf,
  followUpProjection,
  SYSTEM_CALLER,
  type DueHandler,
  type DueWork,
  type ItsmKernel,
  type NewsRule,
  type Projection,
} from '@callboard/plugin-itsm-node';
import { SERVICE_NOTES, SERVICE_WORK } from './kinds';
import type { ServiceStore } from './ServiceStore';

/** Puts reviews of services on the calendar. */
export const serviceReviews = (
  store: Pick<ServiceStore, 'among'>,
  due: DueWork,
): Projection =>
  followUpProjection({
    id: 'service-reviews',
    title: 'When services of the portfolio are looked at again',
    kinds: ['record.created', 'record.transitioned', 'record.changed'],
    due,
    among: (ids, tx) => store.among(ids, tx),
    plan(entry) {
      const review = fieldChangeOf(entry, 'reviewAt');
      const of = { kind: SERVICE_WORK.review, key: entry.subjectId };
      if (!review) return { schedule: [], cancel: [] };
      if (typeof review.after !== 'number')
        return { schedule: [], cancel: [of] };
      return {
        schedule: [
          {
            ...of,
            dueAt: review.after,
            payload: { recordId: entry.subjectId },
            causedBy: entry.position,
          },
        ],
        cancel: [],
      };
    },
  });

/** Says that a service is to be looked at again, unless it is over. */
export const serviceReviewDue = (
  kernel: Pick<ItsmKernel, 'records'>,
  store: Pick<ServiceStore, 'among'>,
): DueHandler => ({
  kind: SERVICE_WORK.review,
  title: 'Notes that a service of the portfolio is to be looked at again',
  async handle({ payload }, context) {
    const id = String(payload.recordId);
    if (!(await store.among([id])).has(id)) return;
    const { record } = await kernel.records.view(SYSTEM_CALLER, id, SERVICE);
    const isOver = ['closed', 'cancelled'].includes(record.statusCategory);
    const reviewAt = Number(record.reviewAt ?? Infinity);
    if (isOver || reviewAt > context.now) return;
    await context.command(SYSTEM_CALLER, [
      {
        id,
        fact: {
          kind: SERVICE_NOTES.review,
          audience: 'requester',
          payload: { reviewAt },
        },
      },
    ]);
  },
});

/** Whoever answers for a service, and for what it is worth, hears when it is to be looked at again. */
export const serviceNews: NewsRule = {
  id: 'portfolio.services',
  kinds: [SERVICE_NOTES.review],
  news({ record }) {
    if (record.type !== SERVICE) return [];
    const { number, title, assigneeRef, ownerRef, businessOwnerRef } = record;
    return [
      {
        topic: 'service.review',
        to: [assigneeRef ?? ownerRef, businessOwnerRef as string | undefined],
        title: `${number} is to be looked at again: ${title}`,
        description:
          'Is it still worth what it costs and risks, and should it go on? Set the day of the next review on its page.',
        severity: 'normal',
      },
    ];
  },
};
