import {
  commentSchema,
  initiativeListQuerySchema,
  initiativePageSchema,
  initiativePermissions,
  initiativeSchema,
  initiativeTransitionSchema,
  newCommentSchema,
  newInitiativeSchema,
  recordIdParamsSchema,
  STATUS_CATEGORIES,
} from '@callboard/plugin-itsm-common';
import {
  commentFor,
  defineAction,
  type ItsmAction,
  type ItsmKernel,
} from '@callboard/plugin-itsm-node';
import { z } from 'zod';
import type { InitiativeService } from './InitiativeService';

const which = z.strictObject({
  id: recordIdParamsSchema.shape.id.describe(
    'Number or id of the initiative, e.g. IMP-12',
  ),
});

const listInput = z.strictObject({
  entity: initiativeListQuerySchema.shape.entity.describe(
    'Only initiatives about this catalog entity, e.g. component:default/cart',
  ),
  kpi: initiativeListQuerySchema.shape.kpi.describe(
    'Only those measured by this KPI, e.g. incidents.time-to-resolve',
  ),
  category: z
    .array(z.enum(STATUS_CATEGORIES))
    .max(6)
    .default(['open', 'resolved'])
    .describe(
      'How they stand; those under way and those that are watched unless said otherwise',
    ),
  assignee: z
    .enum(['me', 'none'])
    .optional()
    .describe('Those of the caller, or those that nobody has'),
  owner: z.literal('mine').optional().describe('Those of the caller’s groups'),
  q: initiativeListQuerySchema.shape.q.describe('Words to search for'),
  limit: z.number().int().min(1).max(50).default(20),
  cursor: initiativeListQuerySchema.shape.cursor.describe(
    'pageInfo.nextCursor of the page before',
  ),
});

/** What agents and pipelines can do with initiatives. */
export function initiativeActions(
  kernel: Pick<ItsmKernel, 'records' | 'authorizer' | 'clock'>,
  initiatives: InitiativeService,
): ItsmAction[] {
  return [
    defineAction({
      name: 'create-initiative',
      title: 'File an improvement initiative',
      description:
        'Files an initiative in the improvement register: what is to be better, by which KPI that is measured (list-kpis names them), of what (kpiWhere, values by dimension), what it was (baselineFrom and baselineTo; the number is measured), and the target in the unit of the KPI: milliseconds for durations, 0 to 1 for percentages. Name ownerRef or a service that a group owns. Everything but the title can be said later. Answers the initiative with its number and its measured baseline.',
      input: newInitiativeSchema,
      output: initiativeSchema,
      run: (input, caller) => initiatives.file(caller, input),
    }),
    defineAction({
      name: 'list-initiatives',
      title: 'List improvement initiatives',
      description:
        'Lists improvement initiatives that the caller may read, with baseline, target and what was measured last, latest change first, as a page.',
      input: listInput,
      output: initiativePageSchema,
      readOnly: true,
      run: ({ assignee, owner, ...rest }, caller) =>
        initiatives.list(caller, {
          ...rest,
          assignee: assignee && [assignee],
          owner: owner && [owner],
        }),
    }),
    defineAction({
      name: 'get-initiative',
      title: 'Get an improvement initiative',
      description:
        'One initiative with everything the caller may see: objective, KPI, baseline, target, what was measured last and its verdict, benefit, and under viewer.transitions what they may do with it now and why not.',
      input: which,
      output: initiativeSchema,
      readOnly: true,
      run: ({ id }, caller) => initiatives.get(caller, id),
    }),
    defineAction({
      name: 'comment-on-initiative',
      title: 'Comment on an improvement initiative',
      description:
        'Adds a comment in Markdown. The audience requester is read by who asked for the initiative, internal by those who work on it only.',
      input: which.extend(newCommentSchema.shape),
      output: commentSchema,
      run: (input, caller) =>
        commentFor(kernel, initiativePermissions, caller, input),
    }),
    defineAction({
      name: 'transition-initiative',
      title: 'Move an improvement initiative along',
      description:
        'Takes a transition such as define, gather, analyse, present, implement, achieve or abandon, with the fields it needs. get-initiative says which are possible and why not. achieve is possible only when the KPI met the target in the last whole window; closing is not one of them: an initiative closes by itself when its target has held.',
      input: which.extend(initiativeTransitionSchema.shape),
      output: initiativeSchema,
      run: ({ id, ...command }, caller) =>
        initiatives.transition(caller, id, command),
    }),
  ];
}
