import { z } from 'zod';
import { defineRoute } from '../../kernel/contract';
import { prioritySchema, recordIdParamsSchema } from '../../kernel/schema';
import {
  incidentListQuerySchema,
  incidentPageSchema,
  incidentPatchSchema,
  incidentSchema,
  incidentTransitionSchema,
  newIncidentSchema,
} from './schema';

/** The routes of the incident management practice. */
export const incidentRoutes = {
  list: defineRoute({
    name: 'incidents.list',
    method: 'get',
    path: '/incidents',
    summary: 'Incidents that the caller may read, as a keyset page.',
    permission: 'itsm.incident.read',
    query: incidentListQuerySchema,
    response: incidentPageSchema,
  }),
  file: defineRoute({
    name: 'incidents.file',
    method: 'post',
    path: '/incidents',
    summary: 'Files an incident against a catalog entity.',
    permission: 'itsm.incident.create',
    body: newIncidentSchema,
    response: incidentSchema,
    status: 201,
  }),
  settings: defineRoute({
    name: 'incidents.settings',
    method: 'get',
    path: '/incidents/settings',
    summary:
      'The priority matrix, so that a form can show the priority it will get.',
    response: z.object({ priorityMatrix: z.array(z.array(prioritySchema)) }),
  }),
  get: defineRoute({
    name: 'incidents.get',
    method: 'get',
    path: '/incidents/:id',
    summary:
      'One incident by number or id, with what the caller may do with it.',
    permission: 'itsm.incident.read',
    params: recordIdParamsSchema,
    response: incidentSchema,
  }),
  update: defineRoute({
    name: 'incidents.update',
    method: 'patch',
    path: '/incidents/:id',
    summary:
      'Changes fields. With If-Match, a stale version is a conflict that says what changed.',
    permission: 'itsm.incident.update',
    params: recordIdParamsSchema,
    body: incidentPatchSchema,
    response: incidentSchema,
  }),
  transition: defineRoute({
    name: 'incidents.transition',
    method: 'post',
    path: '/incidents/:id/transitions',
    summary: 'Moves an incident along its lifecycle.',
    permission: 'itsm.incident.update',
    params: recordIdParamsSchema,
    body: incidentTransitionSchema,
    response: incidentSchema,
  }),
} as const;
