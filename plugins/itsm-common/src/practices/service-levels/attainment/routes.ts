import { z } from 'zod';
import { defineRoute } from '../../../kernel/contract';
import {
  attainmentQuerySchema,
  attainmentSchema,
  attainmentTrendQuerySchema,
  attainmentTrendSchema,
  breachExportQuerySchema,
  breachListQuerySchema,
  breachPageSchema,
} from './schema';

const permission = 'itsm.service-levels.read';

/** How promises are kept over time. */
export const attainmentRoutes = {
  attainment: defineRoute({
    name: 'service-levels.attainment',
    method: 'get',
    permission,
    path: '/service-levels/attainment',
    summary:
      'How promises were kept in a period, by service, agreement, team or metric, over the records that the caller may read. A run of a clock counts once: when it was done in time, or at the first instant at which it was late.',
    query: attainmentQuerySchema,
    response: attainmentSchema,
  }),
  trend: defineRoute({
    name: 'service-levels.attainment.trend',
    method: 'get',
    permission,
    path: '/service-levels/attainment/trend',
    summary:
      'How promises were kept from week to week or from month to month, in a time zone.',
    query: attainmentTrendQuerySchema,
    response: attainmentTrendSchema,
  }),
  breaches: defineRoute({
    name: 'service-levels.breaches.list',
    method: 'get',
    permission,
    path: '/service-levels/breaches',
    summary:
      'Promises that were not kept in a period, on records that the caller may read, the latest first, as a keyset page.',
    query: breachListQuerySchema,
    response: breachPageSchema,
  }),
  exportBreaches: defineRoute({
    name: 'service-levels.breaches.export',
    method: 'get',
    permission,
    path: '/service-levels/breaches/export',
    summary:
      'Promises that were not kept as CSV, with the filters of the list. Texts that a spreadsheet would run as a formula begin with an apostrophe.',
    query: breachExportQuerySchema,
    answers: 'text/csv',
    response: z.string(),
  }),
};
