import { z } from 'zod';
import { defineRoute } from '../../../kernel/contract';
import {
  digestStateSchema,
  overviewExportQuerySchema,
  overviewQuerySchema,
  overviewSchema,
} from './schema';

const PERMISSION = 'itsm.kpi.read';

/** The routes of leadership: the numbers that it looks at, and being told of them each month. */
export const leadershipRoutes = {
  overview: defineRoute({
    name: 'improvement.overview',
    method: 'get',
    permission: PERMISSION,
    path: '/improvement/overview',
    summary:
      'The numbers of leadership by month with their natural process limits, what got better, what did not, and which initiatives are under way that the caller may read; as of the end of a day.',
    query: overviewQuerySchema,
    response: overviewSchema,
  }),
  export: defineRoute({
    name: 'improvement.overview.export',
    method: 'get',
    permission: PERMISSION,
    path: '/improvement/overview/export',
    summary: 'The numbers of leadership by month as a CSV file.',
    query: overviewExportQuerySchema,
    answers: 'text/csv',
    response: z.string(),
  }),
  subscribe: defineRoute({
    name: 'improvement.digest.subscribe',
    method: 'put',
    permission: PERMISSION,
    path: '/improvement/digest/subscription',
    summary:
      'Lets the caller be told of the numbers of leadership on the first day of each month.',
    response: digestStateSchema,
  }),
  unsubscribe: defineRoute({
    name: 'improvement.digest.unsubscribe',
    method: 'delete',
    permission: PERMISSION,
    path: '/improvement/digest/subscription',
    summary: 'Ends what subscribing began.',
    response: digestStateSchema,
  }),
};
