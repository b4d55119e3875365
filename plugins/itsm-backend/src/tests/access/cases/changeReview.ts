import type { ChangeState } from '@callboard/plugin-itsm-common';
import type { Asks, Call, Case } from '../Case';
import * as needs from '../needs';

/** A call about a change that is done, and to everybody what the record is. */
const ofChange =
  (
    more: (asks: Asks) => Call | Promise<Call> = () => ({}),
    status: ChangeState = 'review',
    reason: string | null = 'asked',
  ) =>
  async (asks: Asks): Promise<Call> => {
    const { number } = await asks.make.change(asks.record, status, {
      change: {
        review_reason: reason,
        actual_start: Date.now() - 3_600_000,
        actual_end: Date.now(),
      },
    });
    const call = await more(asks);
    return { ...call, params: { id: number, ...call.params } };
  };

const questions = ({ make }: Asks) =>
  make.definition('review-questions', 'short', {
    title: 'Short',
    types: ['normal'],
    questions: [{ key: 'mood', question: 'How was it?' }],
  });

const incident = async ({ make, record }: Asks) => ({
  incident: (await make.twin(record)).number,
});

/** The review after a change. */
export const changeReviewCases: Case[] = [
  { route: 'changes.review.get', needs: needs.standing, ask: ofChange() },
  {
    route: 'changes.review.ask',
    needs: needs.work,
    ask: ofChange(() => ({}), 'implement', null),
  },
  {
    route: 'changes.review.answer',
    needs: needs.work,
    ask: ofChange(async asks => {
      await questions(asks);
      return { body: { answers: { mood: 'Good.' } } };
    }),
  },
  {
    route: 'changes.review.addAction',
    needs: needs.work,
    ask: ofChange(() => ({ body: { title: 'Write it down' } })),
  },
  {
    route: 'changes.review.finish',
    needs: needs.work,
    ask: ofChange(async asks => {
      await questions(asks);
      return {};
    }),
  },
  {
    route: 'changes.review.proposals',
    needs: needs.standing,
    ask: ofChange(),
  },
  { route: 'changes.review.actual', needs: needs.standing, ask: ofChange() },
  {
    route: 'changes.review.linkIncident',
    needs: needs.work,
    ask: ofChange(async asks => ({ body: await incident(asks) })),
  },
  {
    route: 'changes.review.unlinkIncident',
    needs: needs.work,
    ask: async asks => {
      const { number: cause, id } = await asks.make.change(
        asks.record,
        'review',
      );
      const caused = await asks.make.twin(asks.record);
      await asks.make.link(caused.id, 'caused-by', id);
      return { params: { id: cause, incident: caused.number } };
    },
  },
  {
    route: 'changes.review.dismiss',
    needs: needs.work,
    ask: ofChange(async asks => ({ params: await incident(asks) })),
  },
  {
    route: 'changes.review.undismiss',
    needs: needs.work,
    ask: ofChange(async asks => ({ params: await incident(asks) })),
  },
];
