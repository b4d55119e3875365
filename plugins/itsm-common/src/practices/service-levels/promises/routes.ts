import { defineRoute } from '../../../kernel/contract';
import { promisesQuerySchema, promisesSchema } from './schema';

/** The route of what is promised for a service. */
export const promiseRoutes = {
  of: defineRoute({
    name: 'service-levels.promises',
    method: 'get',
    permission: 'itsm.service-levels.read',
    path: '/service-levels/promises',
    summary:
      'What the agreements in force promise for records of a service, as far as what is known of the service decides it.',
    query: promisesQuerySchema,
    response: promisesSchema,
  }),
};
