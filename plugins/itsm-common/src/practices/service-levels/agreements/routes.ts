import { z } from 'zod';
import { defineRoute } from '../../../kernel/contract';
import { definitionKeySchema } from '../../../kernel/definitions';
import { agreementDetailSchema } from './schema';

/** The routes of a single agreement, and of what agreements there are at all. */
export const agreementRoutes = {
  get: defineRoute({
    name: 'service-levels.agreements.get',
    method: 'get',
    permission: 'itsm.service-levels.read',
    path: '/service-levels/agreements/:key',
    summary:
      'An agreement, also one that was withdrawn or does not hold yet, and which others go for some of the same records.',
    params: z.object({ key: definitionKeySchema }),
    response: agreementDetailSchema,
  }),
  covered: defineRoute({
    name: 'service-levels.covered-types',
    method: 'get',
    path: '/service-levels/covered-types',
    summary:
      'The types of records that agreements are about; records of other types have no clocks.',
    response: z.object({ types: z.array(z.string()) }),
  }),
};
