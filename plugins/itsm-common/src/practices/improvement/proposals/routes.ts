import { defineRoute } from '../../../kernel/contract';
import {
  proposalAcceptSchema,
  proposalDismissSchema,
  proposalListQuerySchema,
  proposalLookSchema,
  proposalPageSchema,
  proposalParamsSchema,
  proposalSchema,
} from './schema';

const READ = 'itsm.kpi.read';
const DECIDE = 'itsm.initiative.create';

/** What the numbers say is worth improving. */
export const proposalRoutes = {
  list: defineRoute({
    name: 'proposals.list',
    method: 'get',
    path: '/improvement/proposals',
    summary:
      'What the numbers say is worth improving, with evidence and an estimate of what it would save, the largest first, as a keyset page. What is about services and teams that the caller may not see in the catalog is left out.',
    permission: READ,
    query: proposalListQuerySchema,
    response: proposalPageSchema,
  }),
  look: defineRoute({
    name: 'proposals.look',
    method: 'post',
    path: '/improvement/proposals/look',
    summary:
      'Looks at the numbers now, as it happens by itself every day. Takes itsm.initiative.create as well.',
    permission: READ,
    takesKey: false,
    response: proposalLookSchema,
  }),
  get: defineRoute({
    name: 'proposals.get',
    method: 'get',
    path: '/improvement/proposals/:id',
    summary: 'One proposal.',
    permission: READ,
    params: proposalParamsSchema,
    response: proposalSchema,
  }),
  accept: defineRoute({
    name: 'proposals.accept',
    method: 'post',
    path: '/improvement/proposals/:id/accept',
    summary:
      'Makes an initiative of a proposal, with its evidence, number and target. Once: whoever accepts it again is answered what it became. Takes itsm.kpi.read as well.',
    permission: DECIDE,
    params: proposalParamsSchema,
    body: proposalAcceptSchema,
    response: proposalSchema,
  }),
  dismiss: defineRoute({
    name: 'proposals.dismiss',
    method: 'post',
    path: '/improvement/proposals/:id/dismiss',
    summary:
      'Puts a proposal aside with a reason. It comes back if its number grows by half. Takes itsm.kpi.read as well.',
    permission: DECIDE,
    params: proposalParamsSchema,
    body: proposalDismissSchema,
    response: proposalSchema,
  }),
  restore: defineRoute({
    name: 'proposals.restore',
    method: 'post',
    path: '/improvement/proposals/:id/restore',
    summary:
      'Takes back that a proposal was dismissed. Takes itsm.kpi.read as well.',
    permission: DECIDE,
    params: proposalParamsSchema,
    response: proposalSchema,
  }),
};
