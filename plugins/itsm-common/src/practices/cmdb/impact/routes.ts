import { defineRoute } from '../../../kernel/contract';
import {
  dependenciesQuerySchema,
  dependenciesSchema,
  impactQuerySchema,
  impactRulesSchema,
  impactSchema,
  singlePointsQuerySchema,
  singlePointsSchema,
} from './schema';

/** The routes of impact: what fails with what. */
export const impactRoutes = {
  impact: defineRoute({
    name: 'cmdb.impact',
    method: 'get',
    permission: 'itsm.cmdb.read',
    path: '/cmdb/impact',
    summary:
      'What fails if these items fail, nearest first, each with what it fails through. Redundancy counts.',
    query: impactQuerySchema,
    response: impactSchema,
  }),
  dependencies: defineRoute({
    name: 'cmdb.dependencies',
    method: 'get',
    permission: 'itsm.cmdb.read',
    path: '/cmdb/dependencies',
    summary: 'What these items depend on, directly and by others.',
    query: dependenciesQuerySchema,
    response: dependenciesSchema,
  }),
  singlePoints: defineRoute({
    name: 'cmdb.single-points',
    method: 'get',
    permission: 'itsm.cmdb.read',
    path: '/cmdb/single-points',
    summary:
      'Single points of failure of an item: what alone takes it down, nearest first.',
    query: singlePointsQuerySchema,
    response: singlePointsSchema,
  }),
  rules: defineRoute({
    name: 'cmdb.impact.rules',
    method: 'get',
    permission: 'itsm.cmdb.read',
    path: '/cmdb/impact-rules',
    summary: 'Along which relations failures go, and which way.',
    response: impactRulesSchema,
  }),
};
