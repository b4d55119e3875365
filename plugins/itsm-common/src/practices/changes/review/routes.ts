import { defineRoute } from '../../../kernel/contract';
import { recordIdParamsSchema } from '../../../kernel/schema';
import {
  actualChangesSchema,
  causedIncidentSchema,
  causeProposalsSchema,
  changeReviewSchema,
  dismissalParamsSchema,
  reviewActionSchema,
  reviewAnswersSchema,
} from './schema';

const read = 'itsm.change.read';
const update = 'itsm.change.update';
const params = recordIdParamsSchema;

/** The review after a change (post-implementation review). */
export const changeReviewRoutes = {
  get: defineRoute({
    name: 'changes.review.get',
    method: 'get',
    permission: read,
    path: '/changes/:id/review',
    summary:
      'The review of a change: why it is needed, questions with answers, actions, incidents it caused, and what is missing. For those who work on it.',
    params,
    response: changeReviewSchema,
  }),
  ask: defineRoute({
    name: 'changes.review.ask',
    method: 'post',
    permission: update,
    path: '/changes/:id/review/ask',
    summary:
      'Asks for a review of a change that needs none by itself. It closes only when that is done.',
    params,
    response: changeReviewSchema,
  }),
  answer: defineRoute({
    name: 'changes.review.answer',
    method: 'put',
    permission: update,
    path: '/changes/:id/review/answers',
    summary: 'Answers questions; those that are not named stay as they are.',
    params,
    body: reviewAnswersSchema,
    response: changeReviewSchema,
  }),
  addAction: defineRoute({
    name: 'changes.review.addAction',
    method: 'post',
    permission: update,
    path: '/changes/:id/review/actions',
    summary: 'Adds something to be done, as a task of the change.',
    params,
    body: reviewActionSchema,
    response: changeReviewSchema,
    status: 201,
  }),
  finish: defineRoute({
    name: 'changes.review.finish',
    method: 'post',
    permission: update,
    path: '/changes/:id/review/finish',
    summary:
      'Finishes the review: the change may be closed. Refused while required answers are missing.',
    params,
    response: changeReviewSchema,
  }),
  proposals: defineRoute({
    name: 'changes.review.proposals',
    method: 'get',
    permission: read,
    path: '/changes/:id/caused-incidents/proposals',
    summary:
      'Incidents that the change may have caused, by time after the work began and distance in the graph, each with reason and score. Only those that the caller may read.',
    params,
    response: causeProposalsSchema,
  }),
  linkIncident: defineRoute({
    name: 'changes.review.linkIncident',
    method: 'post',
    permission: update,
    path: '/changes/:id/caused-incidents',
    summary:
      'Links an incident as caused by the change. A standard change is demoted by it.',
    params,
    body: causedIncidentSchema,
    response: changeReviewSchema,
    status: 201,
  }),
  unlinkIncident: defineRoute({
    name: 'changes.review.unlinkIncident',
    method: 'delete',
    permission: update,
    path: '/changes/:id/caused-incidents/:incident',
    summary: 'Takes such a link back.',
    params: dismissalParamsSchema,
    response: changeReviewSchema,
  }),
  dismiss: defineRoute({
    name: 'changes.review.dismiss',
    method: 'put',
    permission: update,
    path: '/changes/:id/caused-incidents/dismissals/:incident',
    summary: 'Says of a proposal that the change did not cause it.',
    params: dismissalParamsSchema,
    response: causeProposalsSchema,
  }),
  undismiss: defineRoute({
    name: 'changes.review.undismiss',
    method: 'delete',
    permission: update,
    path: '/changes/:id/caused-incidents/dismissals/:incident',
    summary: 'Takes that back.',
    params: dismissalParamsSchema,
    response: causeProposalsSchema,
  }),
  actual: defineRoute({
    name: 'changes.review.actual',
    method: 'get',
    permission: read,
    path: '/changes/:id/what-changed',
    summary:
      'What really changed in the catalog within reach of the change while it was carried out, beside what was planned.',
    params,
    response: actualChangesSchema,
  }),
} as const;
