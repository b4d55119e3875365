import {
  incidentListQuerySchema,
  incidentPageSchema,
  incidentPermissions,
  incidentSchema,
  incidentTransitionSchema,
  journalEntrySchema,
  newIncidentSchema,
  refInfoSchema,
} from '@callboard/plugin-itsm-common';
import {
  defineAction,
  recordActions,
  whichRecord,
  type ItsmAction,
  type ItsmKernel,
} from '@callboard/plugin-itsm-node';
import { z } from 'zod';
import { explainHistory } from './explainHistory';
import type { IncidentService } from './IncidentService';

const EXAMPLE = 'INC-1042';

/** What agents and pipelines can do with incidents. */
export function incidentActions(
  kernel: Pick<ItsmKernel, 'records' | 'authorizer' | 'clock'>,
  incidents: IncidentService,
): ItsmAction[] {
  return [
    defineAction({
      name: 'create-incident',
      title: 'File an incident',
      description:
        'Files an incident against a catalog entity. The owner group follows from the catalog, the priority from impact and urgency (1 high, 2 medium, 3 low). Look for an open incident about the same thing with list-incidents first. Answers the incident with its number.',
      input: newIncidentSchema,
      output: incidentSchema,
      run: (input, caller) => incidents.file(caller, input),
    }),
    ...recordActions(kernel, incidents, {
      noun: 'incident',
      one: 'an incident',
      many: 'incidents',
      example: EXAMPLE,
      permissions: incidentPermissions,
      query: incidentListQuerySchema,
      page: incidentPageSchema,
      record: incidentSchema,
      command: incidentTransitionSchema,
      filters: {
        entity: incidentListQuerySchema.shape.entity.describe(
          'Only incidents about this catalog entity, e.g. component:default/cart',
        ),
      },
      category: {
        unlessSaid: ['open', 'waiting'],
        description:
          'How they stand; open and waiting ones unless said otherwise',
      },
      descriptions: {
        list: 'Lists incidents that the caller may read, latest change first, as a page.',
        get: 'One incident with everything the caller may see, and under viewer.transitions what they may do with it now and why not.',
        requester: 'who asked for help',
        transition:
          'Takes a transition such as start, hold, resolve, close or reopen, with the fields it needs. get-incident says which are possible and what they need.',
      },
    }),
    defineAction({
      name: 'explain-incident-history',
      title: 'Explain what happened to an incident',
      description:
        'What happened to an incident, oldest first, from its journal: who did what and when, in sentences and as data, and how long it stood in each state. Nothing is guessed.',
      input: whichRecord('incident', EXAMPLE),
      output: z.object({
        number: z.string(),
        sentences: z.array(z.string()),
        states: z.array(
          z.object({
            status: z.string(),
            from: z.string(),
            until: z.string().optional(),
            milliseconds: z.number(),
          }),
        ),
        entries: z.array(journalEntrySchema),
        /** Set if there is more than fits. */
        truncated: z.boolean(),
        refs: z.record(z.string(), refInfoSchema),
      }),
      readOnly: true,
      run: async ({ id }, caller) => explainHistory(kernel, caller, id),
    }),
  ];
}
