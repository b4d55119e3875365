import { defineRoute } from '../../../kernel/contract';
import {
  feasibilityExplanationQuerySchema,
  feasibilityExplanationSchema,
  feasibilityPageSchema,
  feasibilityQuerySchema,
} from './schema';

const permission = 'itsm.service-levels.read';

/** The routes of whether promises can be kept. */
export const feasibilityRoutes = {
  list: defineRoute({
    name: 'service-levels.feasibility.list',
    method: 'get',
    permission,
    path: '/service-levels/feasibility',
    summary:
      'Promises of availability and of times, checked against the promises of what they depend on: those that cannot hold first, the worst before others, as a keyset page. What the caller may not see in the catalog is left out, and counts as up.',
    query: feasibilityQuerySchema,
    response: feasibilityPageSchema,
  }),
  explain: defineRoute({
    name: 'service-levels.feasibility.explanation',
    method: 'get',
    permission,
    path: '/service-levels/feasibility/explanation',
    summary:
      'How the verdicts about the promises of an item come about: the arithmetic step by step, what promises nothing, and what is worth improving.',
    query: feasibilityExplanationQuerySchema,
    response: feasibilityExplanationSchema,
  }),
};
