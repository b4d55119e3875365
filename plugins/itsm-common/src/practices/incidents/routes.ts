import { z } from 'zod';
import { bulkResultSchema } from '../../kernel/bulk';
import { defineRoute } from '../../kernel/contract';
import {
  entityRefSchema,
  prioritySchema,
  recordIdParamsSchema,
  refInfoSchema,
} from '../../kernel/schema';
import {
  bulkSchema,
  categorySchema,
  disruptionSchema,
  incidentListQuerySchema,
  incidentPageSchema,
  incidentPatchSchema,
  incidentSchema,
  incidentTransitionSchema,
  intoSchema,
  majorIncidentSchema,
  newIncidentSchema,
  satisfactionSchema,
  takeNextSchema,
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
      'The priority matrix, categories and rhythms, and whether the caller is an agent, so that a form can show what it will get and in whose words.',
    response: z.object({
      priorityMatrix: z.array(z.array(prioritySchema)),
      /** Empty if none are defined: category is free text then. */
      categories: z.array(categorySchema),
      autoCloseDays: z.number(),
      /** Whether the caller has the role `agent`: others are spoken to without the terms of the practice. */
      agent: z.boolean(),
    }),
  }),
  takeNext: defineRoute({
    name: 'incidents.takeNext',
    method: 'post',
    path: '/incidents/take-next',
    summary:
      'Assigns the most urgent, longest waiting unassigned incident of a queue to the caller. Two callers never get the same.',
    permission: 'itsm.incident.update',
    body: takeNextSchema,
    response: z.object({ incident: incidentSchema.optional() }),
  }),
  bulk: defineRoute({
    name: 'incidents.bulk',
    method: 'post',
    path: '/incidents/bulk',
    summary:
      'Changes or moves up to 100 incidents, each on its own, and says what became of each.',
    permission: 'itsm.incident.update',
    body: bulkSchema,
    response: bulkResultSchema,
  }),
  disruptions: defineRoute({
    name: 'incidents.disruptions',
    method: 'get',
    path: '/incidents/disruptions',
    summary:
      'Announced major incidents that are not over, of one service or of those the caller follows.',
    query: z.strictObject({ entity: entityRefSchema.optional() }),
    response: z.object({
      items: z.array(disruptionSchema),
      refs: z.record(z.string(), refInfoSchema),
    }),
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
  assignToMe: defineRoute({
    name: 'incidents.assignToMe',
    method: 'post',
    path: '/incidents/:id/assign-to-me',
    summary:
      'Assigns an incident to the caller. With If-Match it is refused if somebody else was faster.',
    permission: 'itsm.incident.update',
    params: recordIdParamsSchema,
    response: incidentSchema,
  }),
  declareMajor: defineRoute({
    name: 'incidents.declareMajor',
    method: 'put',
    path: '/incidents/:id/major',
    summary:
      'Makes an incident a major one, or updates what is known and when the next update comes.',
    permission: 'itsm.incident.update',
    params: recordIdParamsSchema,
    body: majorIncidentSchema,
    response: incidentSchema,
  }),
  endMajor: defineRoute({
    name: 'incidents.endMajor',
    method: 'delete',
    path: '/incidents/:id/major',
    summary: 'The incident is no longer a major one.',
    permission: 'itsm.incident.update',
    params: recordIdParamsSchema,
    response: incidentSchema,
  }),
  closeAsDuplicate: defineRoute({
    name: 'incidents.closeAsDuplicate',
    method: 'post',
    path: '/incidents/:id/duplicate',
    summary:
      'Resolves an incident as a duplicate of another one, which its watchers watch from then on.',
    permission: 'itsm.incident.update',
    params: recordIdParamsSchema,
    body: intoSchema,
    response: incidentSchema,
  }),
  merge: defineRoute({
    name: 'incidents.merge',
    method: 'post',
    path: '/incidents/:id/merge',
    summary:
      'Closes an incident as a duplicate and carries its comments, links and watchers over to the other one.',
    permission: 'itsm.incident.update',
    params: recordIdParamsSchema,
    body: intoSchema,
    response: incidentSchema,
  }),
  rate: defineRoute({
    name: 'incidents.rate',
    method: 'put',
    path: '/incidents/:id/satisfaction',
    summary: 'The requester says how satisfied they are.',
    permission: 'itsm.incident.read',
    params: recordIdParamsSchema,
    body: satisfactionSchema,
    response: incidentSchema,
  }),
} as const;
