import {
  commentSchema,
  incidentListQuerySchema,
  incidentPageSchema,
  incidentPermissions,
  incidentSchema,
  incidentTransitionSchema,
  journalEntrySchema,
  newCommentSchema,
  newIncidentSchema,
  recordIdParamsSchema,
  refInfoSchema,
  STATUS_CATEGORIES,
} from '@callboard/plugin-itsm-common';
import {
  commentFor,
  defineAction,
  type ItsmAction,
  type ItsmKernel,
} from '@callboard/plugin-itsm-node';
import { z } from 'zod';
import { explainHistory } from './explainHistory';
import type { IncidentService } from './IncidentService';

const which = z.strictObject({
  id: recordIdParamsSchema.shape.id.describe(
    'Number or id of the incident, e.g. INC-1042',
  ),
});

const listInput = z.strictObject({
  entity: incidentListQuerySchema.shape.entity.describe(
    'Only incidents about this catalog entity, e.g. component:default/cart',
  ),
  category: z
    .array(z.enum(STATUS_CATEGORIES))
    .max(6)
    .default(['open', 'waiting'])
    .describe('How they stand; open and waiting ones unless said otherwise'),
  assignee: z
    .enum(['me', 'none'])
    .optional()
    .describe('Those of the caller, or those that nobody has'),
  owner: z.literal('mine').optional().describe('Those of the caller’s groups'),
  q: incidentListQuerySchema.shape.q.describe('Words to search for'),
  limit: z.number().int().min(1).max(50).default(20),
  cursor: incidentListQuerySchema.shape.cursor.describe(
    'pageInfo.nextCursor of the page before',
  ),
});

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
    defineAction({
      name: 'list-incidents',
      title: 'List incidents',
      description:
        'Lists incidents that the caller may read, latest change first, as a page.',
      input: listInput,
      output: incidentPageSchema,
      readOnly: true,
      run: ({ assignee, owner, ...rest }, caller) =>
        incidents.list(caller, {
          ...rest,
          assignee: assignee && [assignee],
          owner: owner && [owner],
        }),
    }),
    defineAction({
      name: 'get-incident',
      title: 'Get an incident',
      description:
        'One incident with everything the caller may see, and under viewer.transitions what they may do with it now and why not.',
      input: which,
      output: incidentSchema,
      readOnly: true,
      run: ({ id }, caller) => incidents.get(caller, id),
    }),
    defineAction({
      name: 'comment-on-incident',
      title: 'Comment on an incident',
      description:
        'Adds a comment in Markdown. The audience requester is read by who asked for help, internal by those who work on it only.',
      input: which.extend(newCommentSchema.shape),
      output: commentSchema,
      run: (input, caller) =>
        commentFor(kernel, incidentPermissions, caller, input),
    }),
    defineAction({
      name: 'transition-incident',
      title: 'Move an incident along',
      description:
        'Takes a transition such as start, hold, resolve, close or reopen, with the fields it needs. get-incident says which are possible and what they need.',
      input: which.extend(incidentTransitionSchema.shape),
      output: incidentSchema,
      run: ({ id, ...command }, caller) =>
        incidents.transition(caller, id, command),
    }),
    defineAction({
      name: 'explain-incident-history',
      title: 'Explain what happened to an incident',
      description:
        'What happened to an incident, oldest first, from its journal: who did what and when, in sentences and as data, and how long it stood in each state. Nothing is guessed.',
      input: which,
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
