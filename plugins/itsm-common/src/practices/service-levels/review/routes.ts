import { z } from 'zod';
import { defineRoute } from '../../../kernel/contract';
import {
  reviewExportQuerySchema,
  reviewQuerySchema,
  reviewSchema,
} from './schema';

const permission = 'itsm.service-levels.read';

/** The monthly review of a service. */
export const reviewRoutes = {
  review: defineRoute({
    name: 'service-levels.review',
    method: 'get',
    permission,
    path: '/service-levels/review',
    summary:
      'How the promises of one service were kept in a month, against the month before and the eleven before: records opened and resolved, attainment, breaches and who had the time. Of records that the caller may read.',
    query: reviewQuerySchema,
    response: reviewSchema,
  }),
  exportReview: defineRoute({
    name: 'service-levels.review.export',
    method: 'get',
    permission,
    path: '/service-levels/review/export',
    summary:
      'The same as CSV: a line for each month, and for each agreement and metric of the month.',
    query: reviewExportQuerySchema,
    answers: 'text/csv',
    response: z.string(),
  }),
};
