import { z } from 'zod';
import { defineRoute } from '../../../kernel/contract';
import {
  availabilityQuerySchema,
  availabilitySchema,
  newOutageSchema,
  outageCorrectionSchema,
  outageEndSchema,
  outageExportQuerySchema,
  outageListQuerySchema,
  outagePageSchema,
  outageParamsSchema,
  outageSchema,
} from './schema';

const permission = 'itsm.service-levels.read';

/** When services were not there, and what is said about it. */
export const outageRoutes = {
  list: defineRoute({
    name: 'service-levels.outages.list',
    method: 'get',
    permission,
    path: '/service-levels/outages',
    summary:
      'Outages of entities that the caller may see, the newest first, as a keyset page: of one entity, of a record, of a period. Records that the caller may not read are not named.',
    query: outageListQuerySchema,
    response: outagePageSchema,
  }),
  export: defineRoute({
    name: 'service-levels.outages.export',
    method: 'get',
    permission,
    path: '/service-levels/outages/export',
    summary: 'The same as a CSV file.',
    query: outageExportQuerySchema,
    answers: 'text/csv',
    response: z.string(),
  }),
  availability: defineRoute({
    name: 'service-levels.outages.availability',
    method: 'get',
    permission,
    path: '/service-levels/outages/availability',
    summary:
      'How much of a period an entity was there: time down, degraded and planned, and how often it went down. Outages that overlap count once; what is planned does not count against it.',
    query: availabilityQuerySchema,
    response: availabilitySchema,
  }),
  get: defineRoute({
    name: 'service-levels.outages.get',
    method: 'get',
    permission,
    path: '/service-levels/outages/:id',
    summary: 'One outage, withdrawn or not.',
    params: outageParamsSchema,
    response: outageSchema,
  }),
  record: defineRoute({
    name: 'service-levels.outages.record',
    method: 'post',
    path: '/service-levels/outages',
    summary:
      'Records an outage: with a record for whoever works on it, without one for whoever has itsm.service-levels.update.',
    body: newOutageSchema,
    response: outageSchema,
    status: 201,
  }),
  correct: defineRoute({
    name: 'service-levels.outages.correct',
    method: 'patch',
    path: '/service-levels/outages/:id',
    summary:
      'Puts right what was recorded. What people put right, its record no longer changes.',
    params: outageParamsSchema,
    body: outageCorrectionSchema,
    response: outageSchema,
  }),
  end: defineRoute({
    name: 'service-levels.outages.end',
    method: 'post',
    path: '/service-levels/outages/:id/end',
    summary: 'Says that an outage is over, now or at an instant.',
    params: outageParamsSchema,
    body: outageEndSchema,
    response: outageSchema,
  }),
  withdraw: defineRoute({
    name: 'service-levels.outages.withdraw',
    method: 'post',
    path: '/service-levels/outages/:id/withdraw',
    summary:
      'Takes an outage back that there was none of: it counts no more, and stays in the history.',
    params: outageParamsSchema,
    response: outageSchema,
  }),
  restore: defineRoute({
    name: 'service-levels.outages.restore',
    method: 'post',
    path: '/service-levels/outages/:id/restore',
    summary: 'Takes a withdrawal back.',
    params: outageParamsSchema,
    response: outageSchema,
  }),
};
