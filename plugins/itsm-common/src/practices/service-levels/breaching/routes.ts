import { defineRoute } from '../../../kernel/contract';
import { breachingPageSchema, breachingQuerySchema } from './schema';

/** What is late, or will be soon. */
export const breachingRoutes = {
  list: defineRoute({
    name: 'service-levels.breaching',
    method: 'get',
    path: '/service-levels/clocks/breaching',
    summary:
      'Records that the caller may read and that are late, or will be within some time, each with the clock that is first; what was due first comes first, as a keyset page.',
    query: breachingQuerySchema,
    response: breachingPageSchema,
  }),
};
