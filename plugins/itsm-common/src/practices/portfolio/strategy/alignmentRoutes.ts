import { z } from 'zod';
import { defineRoute } from '../../../kernel/contract';
import { recordIdParamsSchema } from '../../../kernel/schema';
import {
  alignedRecordsExportQuerySchema,
  alignedRecordsQuerySchema,
  alignedRecordsSchema,
  alignmentQuerySchema,
  alignmentSchema,
  servedObjectivesSchema,
} from './alignmentSchema';

const READ = 'itsm.business-objective.read';

/** What serves which objective, and what serves none. */
export const alignmentRoutes = {
  matrix: defineRoute({
    name: 'alignment.matrix',
    method: 'get',
    path: '/portfolio/alignment',
    summary:
      'How many services, needs, changes and initiatives serve each business objective, themselves or through the service that they are about. Only what the caller may read counts.',
    permission: READ,
    query: alignmentQuerySchema,
    response: alignmentSchema,
  }),
  records: defineRoute({
    name: 'alignment.records',
    method: 'get',
    path: '/portfolio/alignment/records',
    summary:
      'The records that serve an objective, or those that serve none, as a keyset page.',
    permission: READ,
    query: alignedRecordsQuerySchema,
    response: alignedRecordsSchema,
  }),
  export: defineRoute({
    name: 'alignment.export',
    method: 'get',
    path: '/portfolio/alignment/records/export',
    summary: 'The same as a CSV file.',
    permission: READ,
    query: alignedRecordsExportQuerySchema,
    answers: 'text/csv',
    response: z.string(),
  }),
  served: defineRoute({
    name: 'alignment.served',
    method: 'get',
    path: '/portfolio/served/:id',
    summary:
      'The objectives that a record of any type serves, itself or through the service that it is about.',
    permission: READ,
    params: recordIdParamsSchema,
    response: servedObjectivesSchema,
  }),
} as const;
