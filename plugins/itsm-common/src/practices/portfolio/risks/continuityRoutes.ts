import { z } from 'zod';
import { defineRoute } from '../../../kernel/contract';
import {
  continuityExportQuerySchema,
  continuityPageSchema,
  continuityParamsSchema,
  continuityPlanInputSchema,
  continuityQuerySchema,
  recoveryTestInputSchema,
  recoveryTestParamsSchema,
  serviceContinuitySchema,
} from './continuitySchema';

const READ = 'itsm.portfolio.read';
const UPDATE = 'itsm.portfolio.update';
const ONE = '/portfolio/continuity/:kind/:namespace/:name';

/** How services come back, and when that was tried. */
export const continuityRoutes = {
  list: defineRoute({
    name: 'continuity.list',
    method: 'get',
    path: '/portfolio/continuity',
    summary:
      'Services that the caller may see with their recovery objectives, their last test and what is missing, the worst gap first, as a keyset page.',
    permission: READ,
    query: continuityQuerySchema,
    response: continuityPageSchema,
  }),
  export: defineRoute({
    name: 'continuity.export',
    method: 'get',
    path: '/portfolio/continuity/export',
    summary:
      'The same as CSV. Texts that a spreadsheet would run as a formula begin with an apostrophe.',
    permission: READ,
    query: continuityExportQuerySchema,
    answers: 'text/csv',
    response: z.string(),
  }),
  get: defineRoute({
    name: 'continuity.get',
    method: 'get',
    path: ONE,
    summary:
      'The continuity plan of one service, its tests, what is missing, and what it needs that recovers later.',
    permission: READ,
    params: continuityParamsSchema,
    response: serviceContinuitySchema,
  }),
  write: defineRoute({
    name: 'continuity.write',
    method: 'put',
    path: ONE,
    summary:
      'Writes the continuity plan of a service, in place of the one that is there. With If-Match, a stale version is a conflict. For the group that owns it, and agents.',
    permission: UPDATE,
    params: continuityParamsSchema,
    body: continuityPlanInputSchema,
    response: serviceContinuitySchema,
  }),
  remove: defineRoute({
    name: 'continuity.remove',
    method: 'delete',
    path: ONE,
    summary:
      'Removes the continuity plan of a service; its tests stay. For the group that owns it, and agents.',
    permission: UPDATE,
    params: continuityParamsSchema,
    response: serviceContinuitySchema,
  }),
  addTest: defineRoute({
    name: 'continuity.tests.add',
    method: 'post',
    path: `${ONE}/tests`,
    summary:
      'Notes a test of the recovery, with what it reached. For the group that owns the service, and agents.',
    permission: UPDATE,
    params: continuityParamsSchema,
    body: recoveryTestInputSchema,
    response: serviceContinuitySchema,
    status: 201,
  }),
  removeTest: defineRoute({
    name: 'continuity.tests.remove',
    method: 'delete',
    path: `${ONE}/tests/:test`,
    summary:
      'Takes back a test that was noted in error. For the group that owns the service, and agents.',
    permission: UPDATE,
    params: recoveryTestParamsSchema,
    response: serviceContinuitySchema,
  }),
} as const;
