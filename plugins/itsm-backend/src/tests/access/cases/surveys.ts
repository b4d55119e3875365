import type { Asks, Case } from '../Case';
import { makeInvitation, SURVEY } from '../makeInvitation';
import * as needs from '../needs';

const reader = needs.permitted('survey.read');
const params = { key: SURVEY };

/** Somebody wrote something about both records of the scene. */
const answered = async ({ record, make }: Asks) => {
  await makeInvitation(make, await make.twin(record));
  await makeInvitation(make, await make.twin(make.other));
};

/** Surveys, and the page on which people answer. */
export const surveyCases: Case[] = [
  {
    route: 'improvement.surveys.list',
    needs: reader,
    ask: async asks => {
      await answered(asks);
      return {};
    },
  },
  {
    route: 'improvement.surveys.results',
    needs: reader,
    ask: async asks => {
      await answered(asks);
      return { params };
    },
  },
  {
    route: 'improvement.surveys.comments',
    needs: reader,
    ask: async asks => {
      await answered(asks);
      return { params, query: { limit: '100' } };
    },
  },
  {
    route: 'improvement.surveys.export',
    needs: reader,
    ask: async asks => {
      await answered(asks);
      return { params };
    },
  },
  {
    route: 'improvement.surveys.answer-page',
    needs: needs.address,
    ask: async ({ make }) => ({ params: await makeInvitation(make) }),
  },
  {
    route: 'improvement.surveys.answer',
    needs: needs.address,
    ask: async ({ make }) => ({
      params: await makeInvitation(make),
      text: {
        type: 'application/x-www-form-urlencoded',
        body: 'score=4&seen=0',
      },
    }),
  },
];
