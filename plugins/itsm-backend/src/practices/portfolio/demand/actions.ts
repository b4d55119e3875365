import {
  demandListQuerySchema,
  demandPageSchema,
  demandPermissions,
  demandSchema,
  demandTransitionSchema,
  demandVoteSchema,
  newDemandSchema,
} from '@callboard/plugin-itsm-common';
import {
  defineAction,
  recordActions,
  whichRecord,
  type ItsmAction,
  type ItsmKernel,
} from '@callboard/plugin-itsm-node';
import type { DemandService } from './DemandService';

const { entity, sort } = demandListQuerySchema.shape;

/** What agents and pipelines can do with needs. */
export function demandActions(
  kernel: Pick<ItsmKernel, 'records' | 'authorizer' | 'clock'>,
  demand: DemandService,
): ItsmAction[] {
  return [
    defineAction({
      name: 'create-demand',
      title: 'File a need',
      description:
        'Files a need of customers or a team: what is needed in a sentence (title), who for, and why. Look with list-demands whether somebody said it before; then vote on that one instead. Answers the need with its number.',
      input: newDemandSchema,
      output: demandSchema,
      run: (input, caller) => demand.file(caller, input),
    }),
    defineAction({
      name: 'vote-demand',
      title: 'Vote on a need',
      description:
        'Gives a need so many of the caller’s points, in place of what they gave it before; 0 takes them back. Only people vote, with a budget for all that is not decided; what may be given is mayGive of get-demand.',
      input: whichRecord('need', 'DEM-12').extend(demandVoteSchema.shape),
      output: demandSchema,
      run: ({ id, points }, caller) => demand.vote(caller, id, points),
    }),
    ...recordActions(kernel, demand, {
      noun: 'demand',
      one: 'a need',
      many: 'needs',
      example: 'DEM-12',
      permissions: demandPermissions,
      query: demandListQuerySchema,
      page: demandPageSchema,
      record: demandSchema,
      command: demandTransitionSchema,
      filters: {
        entity: entity.describe(
          'Only needs about this catalog entity, e.g. component:default/cart',
        ),
        sort: sort.describe(
          'portfolio.demandScore ranks them, portfolio.demandPoints says what is wanted most; the latest change first if absent',
        ),
      },
      category: {
        unlessSaid: ['open', 'waiting'],
        description:
          'How they stand; those that are not over unless said otherwise',
      },
      descriptions: {
        list: 'Lists needs of customers and teams that the caller may read, each with its votes and its score with how that came to be, as a page.',
        get: 'One need with everything the caller may see: why it is needed, assessment with reasons, score, votes, what it became, and under viewer.transitions what they may do with it now and why not.',
        requester: 'who asked for it',
        transition:
          'Takes a transition such as assess, submit, defer, decline or finish, with the fields it needs. submit asks for a decision and takes value, cost, risk and fit, each from 1 to 5 with its reason. Approving and rejecting is no transition: those decide who are asked.',
      },
    }),
  ];
}
