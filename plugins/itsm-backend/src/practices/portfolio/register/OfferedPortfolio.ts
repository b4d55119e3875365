import {
  newPortfolioServiceSchema,
  serviceLifecycle,
  servicePermissions,
  type ServiceState,
} from '@callboard/plugin-itsm-common';
import type {
  Caller,
  ItsmKernel,
  PortfolioServiceBrief,
  PortfolioServices,
  ProposedService,
} from '@callboard/plugin-itsm-node';
import type { RegisterService } from './RegisterService';
import type { ServiceRow, ServiceStore } from './ServiceStore';

const labelOf = (status: string) =>
  serviceLifecycle.states[status as ServiceState]?.label ?? status;

/** The portfolio, as other practices and parts know it. */
export class OfferedPortfolio implements PortfolioServices {
  constructor(
    private readonly kernel: Pick<
      ItsmKernel,
      'records' | 'authorizer' | 'catalog'
    >,
    private readonly deps: {
      store: ServiceStore;
      /** With permissions. */
      register: RegisterService;
    },
  ) {}

  async ofEntities(
    refs: readonly string[],
    which?: 'open' | 'all',
  ): Promise<ReadonlyMap<string, PortfolioServiceBrief>> {
    return this.#briefs(await this.deps.store.ofEntities(refs, which));
  }

  async briefs(
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, PortfolioServiceBrief>> {
    return this.#briefs(await this.deps.store.briefs(ids));
  }

  async readable(
    caller: Caller,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, PortfolioServiceBrief>> {
    if (ids.length === 0) return new Map();
    const { authorizer, records } = this.kernel;
    const scoped = await authorizer.withScopes(caller, [
      servicePermissions.read,
    ]);
    const { readable } = records.conditions(scoped);
    return this.#briefs(await this.deps.store.briefs(ids, readable));
  }

  async #briefs(
    rows: ReadonlyMap<string, ServiceRow>,
  ): Promise<ReadonlyMap<string, PortfolioServiceBrief>> {
    const refs = [...rows.values()].flatMap(row => row.entityRef ?? []);
    const gone = await this.kernel.catalog.gone(refs);
    return new Map(
      [...rows].map(([key, { reviewAt: _, ...row }]) => [
        key,
        {
          ...row,
          statusLabel: labelOf(row.status),
          ...(row.entityRef && gone.has(row.entityRef)
            ? { entityGone: true }
            : {}),
        },
      ]),
    );
  }

  async propose(
    caller: Caller,
    { cameFrom, ...proposed }: ProposedService,
  ): Promise<PortfolioServiceBrief> {
    const filed = await this.deps.register.file(
      caller,
      newPortfolioServiceSchema.parse(proposed),
      { origin: cameFrom ? 'demand' : 'idea', cameFrom },
    );
    return {
      id: filed.id,
      number: filed.number,
      title: filed.title,
      status: filed.status,
      statusLabel: labelOf(filed.status),
      statusCategory: filed.statusCategory,
      entityRef: filed.entityRef,
      ownerRef: filed.ownerRef,
      tier: filed.tier,
      businessOwnerRef: filed.businessOwnerRef,
    };
  }
}
