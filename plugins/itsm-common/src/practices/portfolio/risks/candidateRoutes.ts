import { defineRoute } from '../../../kernel/contract';
import {
  riskCandidateAcceptSchema,
  riskCandidateDismissSchema,
  riskCandidatePageSchema,
  riskCandidateParamsSchema,
  riskCandidateQuerySchema,
  riskCandidateSchema,
  riskLookSchema,
} from './candidateSchema';

const READ = 'itsm.risk.read';
const DECIDE = 'itsm.risk.create';

/** What the data say could become a risk. */
export const riskCandidateRoutes = {
  list: defineRoute({
    name: 'risk-candidates.list',
    method: 'get',
    path: '/portfolio/risk-candidates',
    summary:
      'What the data say could become a risk, the highest first, as a keyset page. What is about things that the caller may not see in the catalog is left out.',
    permission: READ,
    query: riskCandidateQuerySchema,
    response: riskCandidatePageSchema,
  }),
  look: defineRoute({
    name: 'risk-candidates.look',
    method: 'post',
    path: '/portfolio/risk-candidates/look',
    summary: 'Looks at the data now, as it happens by itself every day.',
    permission: DECIDE,
    takesKey: false,
    response: riskLookSchema,
  }),
  get: defineRoute({
    name: 'risk-candidates.get',
    method: 'get',
    path: '/portfolio/risk-candidates/:id',
    summary: 'One candidate.',
    permission: READ,
    params: riskCandidateParamsSchema,
    response: riskCandidateSchema,
  }),
  accept: defineRoute({
    name: 'risk-candidates.accept',
    method: 'post',
    path: '/portfolio/risk-candidates/:id/accept',
    summary:
      'Puts a candidate into the register. Once: whoever accepts it again is answered what it became.',
    permission: DECIDE,
    params: riskCandidateParamsSchema,
    body: riskCandidateAcceptSchema,
    response: riskCandidateSchema,
  }),
  dismiss: defineRoute({
    name: 'risk-candidates.dismiss',
    method: 'post',
    path: '/portfolio/risk-candidates/:id/dismiss',
    summary:
      'Puts a candidate aside with a reason. It comes back only if it gets worse.',
    permission: DECIDE,
    params: riskCandidateParamsSchema,
    body: riskCandidateDismissSchema,
    response: riskCandidateSchema,
  }),
  restore: defineRoute({
    name: 'risk-candidates.restore',
    method: 'post',
    path: '/portfolio/risk-candidates/:id/restore',
    summary: 'Takes back that a candidate was dismissed.',
    permission: DECIDE,
    params: riskCandidateParamsSchema,
    response: riskCandidateSchema,
  }),
} as const;
