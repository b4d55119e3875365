import { z } from 'zod';
import { defineRoute } from '../../kernel/contract';
import {
  instantSchema,
  recordIdParamsSchema,
  refInfoSchema,
} from '../../kernel/schema';
import {
  agreementSummarySchema,
  clockExplanationSchema,
  listedClockSchema,
  listedClocksQuerySchema,
  recordClocksSchema,
} from './schema';

/** The routes of agreements and clocks. */
export const serviceLevelRoutes = {
  agreements: defineRoute({
    name: 'service-levels.agreements.list',
    method: 'get',
    permission: 'itsm.service-levels.read',
    path: '/service-levels/agreements',
    summary:
      'Agreements in the order in which they go before each other, with their goals. They are definitions of the kind agreement.',
    response: z.object({
      items: z.array(agreementSummarySchema),
      /** What the groups of their thresholds are called. */
      refs: z.record(z.string(), refInfoSchema),
    }),
  }),
  listed: defineRoute({
    name: 'service-levels.clocks.list',
    method: 'get',
    path: '/service-levels/clocks',
    summary:
      'For each of up to 200 records that the caller may read, the clock that is nearest to its end, of those that run or are held.',
    query: listedClocksQuerySchema,
    response: z.object({
      at: instantSchema,
      items: z.array(listedClockSchema),
    }),
  }),
  clocks: defineRoute({
    name: 'service-levels.clocks',
    method: 'get',
    path: '/service-levels/records/:id/clocks',
    summary: 'The clocks of a record as they stand.',
    params: recordIdParamsSchema,
    response: recordClocksSchema,
  }),
  explain: defineRoute({
    name: 'service-levels.explain',
    method: 'get',
    path: '/service-levels/records/:id/explanation',
    summary:
      'How the clocks of a record came to be as they are: every stretch, what it began with, what counted, and who had the record.',
    params: recordIdParamsSchema,
    response: clockExplanationSchema,
  }),
};
