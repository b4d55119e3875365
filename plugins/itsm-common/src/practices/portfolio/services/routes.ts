import { defineRoute } from '../../../kernel/contract';
import { serviceAddressSchema, servicePageSchema } from './page';

/** The page of a service. */
export const servicePageRoutes = {
  page: defineRoute({
    name: 'portfolio.service-page',
    method: 'get',
    permission: 'itsm.portfolio.read',
    path: '/portfolio/services/:kind/:namespace/:name',
    summary:
      'All there is to know of a service, in one answer: what it is, who answers for it, how it does, what it promises, what is open, planned, changed, needed and spent. Sections that the caller may not see are absent, and the answer says so.',
    params: serviceAddressSchema,
    response: servicePageSchema,
  }),
};
