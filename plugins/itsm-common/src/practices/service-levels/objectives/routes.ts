import { z } from 'zod';
import { defineRoute } from '../../../kernel/contract';
import {
  objectiveHistoryExportQuerySchema,
  objectiveHistoryQuerySchema,
  objectiveHistorySchema,
  objectivePageSchema,
  objectiveParamsSchema,
  objectiveSchema,
  objectivesQuerySchema,
} from './schema';

const permission = 'itsm.service-levels.read';

/** The routes of objectives. They are written as definitions of the kind `objective`. */
export const objectiveRoutes = {
  list: defineRoute({
    name: 'service-levels.objectives.list',
    method: 'get',
    permission,
    path: '/service-levels/objectives',
    summary:
      'Objectives (SLO) by name, with what is left of their error budget and how fast it burns, as a keyset page. Those of entities that the caller may not see in the catalog are left out.',
    query: objectivesQuerySchema,
    response: objectivePageSchema,
  }),
  get: defineRoute({
    name: 'service-levels.objectives.get',
    method: 'get',
    permission,
    path: '/service-levels/objectives/:key',
    summary:
      'An objective with its definition, its rules for alerts as they stand, and its last alerts.',
    params: objectiveParamsSchema,
    response: objectiveSchema,
  }),
  history: defineRoute({
    name: 'service-levels.objectives.history',
    method: 'get',
    permission,
    path: '/service-levels/objectives/:key/history',
    summary:
      'How ratio, error budget and burn rate of an objective came to be: at most 1,000 points.',
    params: objectiveParamsSchema,
    query: objectiveHistoryQuerySchema,
    response: objectiveHistorySchema,
  }),
  export: defineRoute({
    name: 'service-levels.objectives.history.export',
    method: 'get',
    permission,
    path: '/service-levels/objectives/:key/history/export',
    summary: 'The history of an objective as CSV: the same points.',
    params: objectiveParamsSchema,
    query: objectiveHistoryExportQuerySchema,
    answers: 'text/csv',
    response: z.string(),
  }),
};
