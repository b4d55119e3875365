import { bulkResultSchema } from '../../../kernel/bulk';
import { defineRoute } from '../../../kernel/contract';
import { recordIdParamsSchema } from '../../../kernel/schema';
import {
  newTrendEvidenceSchema,
  newTrendSchema,
  trendBulkSchema,
  trendEvidenceListSchema,
  trendEvidenceParamsSchema,
  trendListQuerySchema,
  trendPageSchema,
  trendPatchSchema,
  trendReviewSchema,
  trendSchema,
  trendTransitionSchema,
} from './trendSchema';

const READ = 'itsm.trend.read';
const UPDATE = 'itsm.trend.update';

/** How the market changes. */
export const trendRoutes = {
  list: defineRoute({
    name: 'trends.list',
    method: 'get',
    path: '/portfolio/trends',
    summary: 'Market trends that the caller may read, as a keyset page.',
    permission: READ,
    query: trendListQuerySchema,
    response: trendPageSchema,
  }),
  file: defineRoute({
    name: 'trends.file',
    method: 'post',
    path: '/portfolio/trends',
    summary: 'Writes a market trend down.',
    permission: 'itsm.trend.create',
    body: newTrendSchema,
    response: trendSchema,
    status: 201,
  }),
  bulk: defineRoute({
    name: 'trends.bulk',
    method: 'post',
    path: '/portfolio/trends/bulk',
    summary:
      'Edits or moves up to 100 trends, each on its own, and says what became of each.',
    permission: UPDATE,
    body: trendBulkSchema,
    response: bulkResultSchema,
  }),
  get: defineRoute({
    name: 'trends.get',
    method: 'get',
    path: '/portfolio/trends/:id',
    summary: 'One trend by number or id, with what the caller may do with it.',
    permission: READ,
    params: recordIdParamsSchema,
    response: trendSchema,
  }),
  update: defineRoute({
    name: 'trends.update',
    method: 'patch',
    path: '/portfolio/trends/:id',
    summary:
      'Edits fields. With If-Match, a stale version is a conflict that says what changed.',
    permission: UPDATE,
    params: recordIdParamsSchema,
    body: trendPatchSchema,
    response: trendSchema,
  }),
  transition: defineRoute({
    name: 'trends.transition',
    method: 'post',
    path: '/portfolio/trends/:id/transitions',
    summary: 'Moves a trend along its lifecycle.',
    permission: UPDATE,
    params: recordIdParamsSchema,
    body: trendTransitionSchema,
    response: trendSchema,
  }),
  assignToMe: defineRoute({
    name: 'trends.assignToMe',
    method: 'post',
    path: '/portfolio/trends/:id/assign-to-me',
    summary:
      'Assigns a trend to the caller. With If-Match it is refused if somebody else was faster.',
    permission: UPDATE,
    params: recordIdParamsSchema,
    response: trendSchema,
  }),
  review: defineRoute({
    name: 'trends.review',
    method: 'post',
    path: '/portfolio/trends/:id/review',
    summary:
      'Says that a trend was looked at again; the next review is due as often as it says.',
    permission: UPDATE,
    params: recordIdParamsSchema,
    body: trendReviewSchema,
    response: trendSchema,
  }),
  evidence: defineRoute({
    name: 'trends.evidence',
    method: 'get',
    path: '/portfolio/trends/:id/evidence',
    summary: 'What a trend is known by, the latest first.',
    permission: READ,
    params: recordIdParamsSchema,
    response: trendEvidenceListSchema,
  }),
  addEvidence: defineRoute({
    name: 'trends.addEvidence',
    method: 'post',
    path: '/portfolio/trends/:id/evidence',
    summary: 'Adds a piece of evidence, for those who work on the trend.',
    permission: UPDATE,
    params: recordIdParamsSchema,
    body: newTrendEvidenceSchema,
    response: trendEvidenceListSchema,
    status: 201,
  }),
  removeEvidence: defineRoute({
    name: 'trends.removeEvidence',
    method: 'delete',
    path: '/portfolio/trends/:id/evidence/:evidence',
    summary: 'Removes a piece of evidence.',
    permission: UPDATE,
    params: trendEvidenceParamsSchema,
    response: trendEvidenceListSchema,
  }),
} as const;
