import {
  initiativeListQuerySchema,
  initiativePageSchema,
  initiativePermissions,
  initiativeSchema,
  initiativeTransitionSchema,
  newInitiativeSchema,
} from '@callboard/plugin-itsm-common';
import {
  defineAction,
  recordActions,
  type ItsmAction,
  type ItsmKernel,
} from '@callboard/plugin-itsm-node';
import type { InitiativeService } from './InitiativeService';

const { entity, kpi } = initiativeListQuerySchema.shape;

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
    ...recordActions(kernel, initiatives, {
      noun: 'initiative',
      one: 'an improvement initiative',
      many: 'improvement initiatives',
      example: 'IMP-12',
      permissions: initiativePermissions,
      query: initiativeListQuerySchema,
      page: initiativePageSchema,
      record: initiativeSchema,
      command: initiativeTransitionSchema,
      filters: {
        entity: entity.describe(
          'Only initiatives about this catalog entity, e.g. component:default/cart',
        ),
        kpi: kpi.describe(
          'Only those measured by this KPI, e.g. incidents.time-to-resolve',
        ),
      },
      category: {
        unlessSaid: ['open', 'resolved'],
        description:
          'How they stand; those under way and those that are watched unless said otherwise',
      },
      descriptions: {
        list: 'Lists improvement initiatives that the caller may read, with baseline, target and what was measured last, latest change first, as a page.',
        get: 'One initiative with everything the caller may see: objective, KPI, baseline, target, what was measured last and its verdict, benefit, and under viewer.transitions what they may do with it now and why not.',
        requester: 'who asked for the initiative',
        transition:
          'Takes a transition such as define, gather, analyse, present, implement, achieve or abandon, with the fields it needs. get-initiative says which are possible and why not. achieve is possible only when the KPI met the target in the last whole window; closing is not one of them: an initiative closes by itself when its target has held.',
      },
    }),
  ];
}
