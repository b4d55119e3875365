import { bulkResultSchema } from '../../../kernel/bulk';
import { defineRoute } from '../../../kernel/contract';
import { recordIdParamsSchema } from '../../../kernel/schema';
import {
  demandBecomesSchema,
  demandBulkSchema,
  demandListQuerySchema,
  demandMergeSchema,
  demandPageSchema,
  demandPatchSchema,
  demandSchema,
  demandSettingsSchema,
  demandTransitionSchema,
  demandVoteSchema,
  newDemandSchema,
} from './schema';

const READ = 'itsm.demand.read';
const UPDATE = 'itsm.demand.update';

/** What customers and teams need. */
export const demandRoutes = {
  list: defineRoute({
    name: 'demand.list',
    method: 'get',
    path: '/portfolio/demand',
    summary:
      'Needs that the caller may read, as a keyset page, each with its votes and its score. Sorted by portfolio.demandScore, the best come first; by portfolio.demandPoints, what is wanted most.',
    permission: READ,
    query: demandListQuerySchema,
    response: demandPageSchema,
  }),
  file: defineRoute({
    name: 'demand.file',
    method: 'post',
    path: '/portfolio/demand',
    summary:
      'Files a need: what is needed, who for, and why. It goes to the owner of the service it is about, else to the group that looks after demand, which works on all of them.',
    permission: 'itsm.demand.create',
    body: newDemandSchema,
    response: demandSchema,
    status: 201,
  }),
  settings: defineRoute({
    name: 'demand.settings',
    method: 'get',
    path: '/portfolio/demand/settings',
    summary:
      'How points are given and weighed and how the score is reckoned, what is left of the caller’s points, and what a need can become.',
    permission: READ,
    response: demandSettingsSchema,
  }),
  bulk: defineRoute({
    name: 'demand.bulk',
    method: 'post',
    path: '/portfolio/demand/bulk',
    summary:
      'Edits or moves up to 100 needs, each on its own, and says what became of each.',
    permission: UPDATE,
    body: demandBulkSchema,
    response: bulkResultSchema,
  }),
  get: defineRoute({
    name: 'demand.get',
    method: 'get',
    path: '/portfolio/demand/:id',
    summary:
      'One need by number or id, with how its score came to be, who voted by their weights, what it became, and what the caller may do with it.',
    permission: READ,
    params: recordIdParamsSchema,
    response: demandSchema,
  }),
  update: defineRoute({
    name: 'demand.update',
    method: 'patch',
    path: '/portfolio/demand/:id',
    summary:
      'Edits fields. What was approved must be decided anew if it changes. With If-Match, a stale version is a conflict that says what changed.',
    permission: UPDATE,
    params: recordIdParamsSchema,
    body: demandPatchSchema,
    response: demandSchema,
  }),
  transition: defineRoute({
    name: 'demand.transition',
    method: 'post',
    path: '/portfolio/demand/:id/transitions',
    summary:
      'Moves a need along its lifecycle. Asking for a decision takes value, cost, risk and fit, each with its reason.',
    permission: UPDATE,
    params: recordIdParamsSchema,
    body: demandTransitionSchema,
    response: demandSchema,
  }),
  assignToMe: defineRoute({
    name: 'demand.assignToMe',
    method: 'post',
    path: '/portfolio/demand/:id/assign-to-me',
    summary: 'Assigns the need to the caller.',
    permission: UPDATE,
    params: recordIdParamsSchema,
    response: demandSchema,
  }),
  vote: defineRoute({
    name: 'demand.vote',
    method: 'put',
    path: '/portfolio/demand/:id/vote',
    summary:
      'Gives it so many of the caller’s points, in place of what they gave it before; 0 takes them back. Refused beyond what one person may give to one need, and beyond their budget. There is no period: points come back when a need is decided, or is merged or withdrawn.',
    permission: READ,
    params: recordIdParamsSchema,
    body: demandVoteSchema,
    response: demandSchema,
  }),
  become: defineRoute({
    name: 'demand.become',
    method: 'post',
    path: '/portfolio/demand/:id/becomes',
    summary:
      'Makes a service, a change or an initiative of an approved need, or says which one there is already; the two are linked. Takes the permission to create it as well. The need is done when all that it led to is.',
    permission: UPDATE,
    params: recordIdParamsSchema,
    body: demandBecomesSchema,
    response: demandSchema,
  }),
  merge: defineRoute({
    name: 'demand.merge',
    method: 'post',
    path: '/portfolio/demand/:id/merge',
    summary:
      'Says that another need is the same. Its votes go there; who voted on both keeps the higher one.',
    permission: UPDATE,
    params: recordIdParamsSchema,
    body: demandMergeSchema,
    response: demandSchema,
  }),
} as const;
