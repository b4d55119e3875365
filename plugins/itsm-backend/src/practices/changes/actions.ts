import {
  changeListQuerySchema,
  changePageSchema,
  changePermissions,
  changeSchema,
  changeTransitionSchema,
  newChangeSchema,
} from '@callboard/plugin-itsm-common';
import {
  defineAction,
  recordActions,
  type ItsmAction,
  type ItsmKernel,
} from '@callboard/plugin-itsm-node';
import type { ChangeService } from './ChangeService';

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
    ...recordActions(kernel, changes, {
      noun: 'change',
      one: 'a change',
      many: 'changes',
      example: 'CHG-1042',
      permissions: changePermissions,
      query: changeListQuerySchema,
      page: changePageSchema,
      record: changeSchema,
      command: changeTransitionSchema,
      filters: {
        entity: changeListQuerySchema.shape.entity.describe(
          'Only changes of this catalog entity, e.g. component:default/cart',
        ),
      },
      category: {
        unlessSaid: ['open', 'waiting'],
        description:
          'How they stand; open and waiting ones unless said otherwise',
      },
      descriptions: {
        list: 'Lists changes that the caller may read, latest change first, as a page.',
        get: 'One change with everything the caller may see: window, risk, conflicts, approval and outcome, and under viewer.transitions what they may do with it now and why not.',
        requester: 'who asked for the change',
        transition:
          'Takes a transition such as submit, request-approval, start, finish or close, with the fields it needs. get-change says which are possible and what they need. Approving is not one of them: see list-approvals and decide-approval.',
      },
    }),
  ];
}
