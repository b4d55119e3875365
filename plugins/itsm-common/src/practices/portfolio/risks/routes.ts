import { bulkResultSchema } from '../../../kernel/bulk';
import { defineRoute } from '../../../kernel/contract';
import { recordIdParamsSchema } from '../../../kernel/schema';
import {
  newRiskSchema,
  riskBulkSchema,
  riskHeatQuerySchema,
  riskHeatSchema,
  riskListQuerySchema,
  riskPageSchema,
  riskPatchSchema,
  riskReviewSchema,
  riskRecordSchema,
  riskTransitionSchema,
} from './schema';

const READ = 'itsm.risk.read';
const UPDATE = 'itsm.risk.update';

/** The risk register. */
export const riskRoutes = {
  list: defineRoute({
    name: 'risks.list',
    method: 'get',
    path: '/portfolio/risks',
    summary:
      'Risks that the caller may read, as a keyset page. Sorted by currentScore, the highest come first.',
    permission: READ,
    query: riskListQuerySchema,
    response: riskPageSchema,
  }),
  file: defineRoute({
    name: 'risks.file',
    method: 'post',
    path: '/portfolio/risks',
    summary:
      'Writes a risk down. The owner of the service that it is about answers for it.',
    permission: 'itsm.risk.create',
    body: newRiskSchema,
    response: riskRecordSchema,
    status: 201,
  }),
  heat: defineRoute({
    name: 'risks.heat',
    method: 'get',
    path: '/portfolio/risks/heat',
    summary:
      'How many risks there are of each likelihood and impact, before treatment and now. Counts what the caller may read.',
    permission: READ,
    query: riskHeatQuerySchema,
    response: riskHeatSchema,
  }),
  bulk: defineRoute({
    name: 'risks.bulk',
    method: 'post',
    path: '/portfolio/risks/bulk',
    summary:
      'Edits or moves up to 100 risks, each on its own, and says what became of each.',
    permission: UPDATE,
    body: riskBulkSchema,
    response: bulkResultSchema,
  }),
  get: defineRoute({
    name: 'risks.get',
    method: 'get',
    path: '/portfolio/risks/:id',
    summary: 'One risk by number or id, with what the caller may do with it.',
    permission: READ,
    params: recordIdParamsSchema,
    response: riskRecordSchema,
  }),
  update: defineRoute({
    name: 'risks.update',
    method: 'patch',
    path: '/portfolio/risks/:id',
    summary:
      'Edits fields. With If-Match, a stale version is a conflict that says what changed. Of an accepted risk, what was accepted is asked about again.',
    permission: UPDATE,
    params: recordIdParamsSchema,
    body: riskPatchSchema,
    response: riskRecordSchema,
  }),
  transition: defineRoute({
    name: 'risks.transition',
    method: 'post',
    path: '/portfolio/risks/:id/transitions',
    summary:
      'Moves a risk along its lifecycle. Accepting one takes an approval by whoever answers for the service, and a day until which it holds.',
    permission: UPDATE,
    params: recordIdParamsSchema,
    body: riskTransitionSchema,
    response: riskRecordSchema,
  }),
  review: defineRoute({
    name: 'risks.review',
    method: 'post',
    path: '/portfolio/risks/:id/review',
    summary:
      'Says that a risk was reviewed, with what changed of its numbers; the next review is due as often as it says.',
    permission: UPDATE,
    params: recordIdParamsSchema,
    body: riskReviewSchema,
    response: riskRecordSchema,
  }),
  assignToMe: defineRoute({
    name: 'risks.assignToMe',
    method: 'post',
    path: '/portfolio/risks/:id/assign-to-me',
    summary:
      'Assigns a risk to the caller. With If-Match it is refused if somebody else was faster.',
    permission: UPDATE,
    params: recordIdParamsSchema,
    response: riskRecordSchema,
  }),
} as const;
