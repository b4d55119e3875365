import {
  changeListQuerySchema,
  changePageSchema,
  changePermissions,
  changeSchema,
  changeTransitionSchema,
  commentSchema,
  newChangeSchema,
  newCommentSchema,
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
import type { ChangeService } from './ChangeService';

const which = z.strictObject({
  id: recordIdParamsSchema.shape.id.describe(
    'Number or id of the change, e.g. CHG-1042',
  ),
});

const listInput = z.strictObject({
  entity: changeListQuerySchema.shape.entity.describe(
    'Only changes of this catalog entity, e.g. component:default/cart',
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
  q: changeListQuerySchema.shape.q.describe('Words to search for'),
  limit: z.number().int().min(1).max(50).default(20),
  cursor: changeListQuerySchema.shape.cursor.describe(
    'pageInfo.nextCursor of the page before',
  ),
});

/** What agents and pipelines can do with changes. */
export function changeActions(
  kernel: Pick<ItsmKernel, 'records' | 'authorizer' | 'clock'>,
  changes: ChangeService,
): ItsmAction[] {
  return [
    defineAction({
      name: 'create-change',
      title: 'File a change',
      description:
        'Files a change against a catalog entity, as a draft: nobody is asked to do anything yet. The owner group follows from the catalog. affects names the configuration items it touches, plannedStart and plannedEnd its window. To put it forward, call transition-change with submit; it needs justification, plan, rollbackPlan and the window by then. Answers the change with its number.',
      input: newChangeSchema,
      output: changeSchema,
      run: (input, caller) => changes.file(caller, input),
    }),
    defineAction({
      name: 'list-changes',
      title: 'List changes',
      description:
        'Lists changes that the caller may read, latest change first, as a page.',
      input: listInput,
      output: changePageSchema,
      readOnly: true,
      run: ({ assignee, owner, ...rest }, caller) =>
        changes.list(caller, {
          ...rest,
          assignee: assignee && [assignee],
          owner: owner && [owner],
        }),
    }),
    defineAction({
      name: 'get-change',
      title: 'Get a change',
      description:
        'One change with everything the caller may see: window, risk, conflicts, approval and outcome, and under viewer.transitions what they may do with it now and why not.',
      input: which,
      output: changeSchema,
      readOnly: true,
      run: ({ id }, caller) => changes.get(caller, id),
    }),
    defineAction({
      name: 'comment-on-change',
      title: 'Comment on a change',
      description:
        'Adds a comment in Markdown. The audience requester is read by who asked for the change, internal by those who work on it only.',
      input: which.extend(newCommentSchema.shape),
      output: commentSchema,
      run: (input, caller) =>
        commentFor(kernel, changePermissions, caller, input),
    }),
    defineAction({
      name: 'transition-change',
      title: 'Move a change along',
      description:
        'Takes a transition such as submit, request-approval, start, finish or close, with the fields it needs. get-change says which are possible and what they need. Approving is not one of them: see list-approvals and decide-approval.',
      input: which.extend(changeTransitionSchema.shape),
      output: changeSchema,
      run: ({ id, ...command }, caller) =>
        changes.transition(caller, id, command),
    }),
  ];
}
