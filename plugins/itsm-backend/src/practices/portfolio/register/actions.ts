import {
  newPortfolioServiceSchema,
  portfolioServiceListQuerySchema,
  portfolioServicePageSchema,
  portfolioServiceSchema,
  portfolioServiceTransitionSchema,
  servicePermissions,
} from '@callboard/plugin-itsm-common';
import {
  defineAction,
  recordActions,
  type ItsmAction,
  type ItsmKernel,
} from '@callboard/plugin-itsm-node';
import type { RegisterService } from './RegisterService';

const { entity } = portfolioServiceListQuerySchema.shape;

/** What agents and pipelines can do with services of the portfolio. */
export function registerActions(
  kernel: Pick<ItsmKernel, 'records' | 'authorizer' | 'clock'>,
  register: RegisterService,
): ItsmAction[] {
  return [
    defineAction({
      name: 'propose-service',
      title: 'Propose a service for the portfolio',
      description:
        'Puts an idea for a service into the portfolio: what it does for whom (purpose, customers), what it is worth (valueScore 1 to 5), what it risks (riskScore 1 to 5) and costs a year (estimatedCost in the smallest unit of costCurrency). Name ownerRef, the group that would own it, or an entity of the catalog that a group owns. With runs and entityRef it is a service that runs already. Answers the service with its number.',
      input: newPortfolioServiceSchema,
      output: portfolioServiceSchema,
      run: (input, caller) => register.file(caller, input),
    }),
    ...recordActions(kernel, register, {
      noun: 'portfolio-service',
      one: 'a service of the portfolio',
      many: 'services of the portfolio',
      example: 'SVC-7',
      permissions: servicePermissions,
      query: portfolioServiceListQuerySchema,
      page: portfolioServicePageSchema,
      record: portfolioServiceSchema,
      command: portfolioServiceTransitionSchema,
      filters: {
        entity: entity.describe(
          'Only the service that this catalog entity is, e.g. system:default/shop',
        ),
      },
      category: {
        unlessSaid: ['open', 'waiting', 'resolved'],
        description:
          'How they stand; those in the pipeline, being made and running (resolved) unless said otherwise',
      },
      descriptions: {
        list: 'Lists services of the portfolio that the caller may read, from ideas to what runs, with owners, tier, value, risk, estimated cost and the objectives that they serve, latest change first, as a page.',
        get: 'One service of the portfolio with everything the caller may see: business case, plan, its entity in the catalog, and under viewer.transitions what they may do with it now and why not.',
        requester: 'who proposed the service',
        transition:
          'Takes a transition such as assess, ask-charter, design, to-transition, operate, begin-retiring or retire, with the fields it needs. get-portfolio-service says which are possible and why not. Nobody charters a service alone: ask-charter asks those who decide.',
      },
    }),
  ];
}
