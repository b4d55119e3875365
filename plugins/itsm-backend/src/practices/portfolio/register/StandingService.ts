import {
  costReadPermission,
  SERVICE,
  type PortfolioSettings,
  type ServiceStanding,
} from '@callboard/plugin-itsm-common';
import {
  isPermitted,
  serviceCostsRef,
  type Caller,
  type ItsmKernel,
} from '@callboard/plugin-itsm-node';
import { serviceHealths } from '../catalogue/ServiceHealths';
import type { ServiceStore } from './ServiceStore';

/** How what records of the portfolio are in the catalog stands, for lists of them. */
export interface StandingService {
  /** Of those of the records that the caller may read, and whose entity they may see. */
  of(caller: Caller, recordIds: readonly string[]): Promise<ServiceStanding[]>;
  /** How services are handled here. */
  settings(caller: Caller): Promise<PortfolioSettings>;
}

/** See {@link StandingService}. As many statements for one record as for a hundred. */
export class DefaultStandingService implements StandingService {
  constructor(
    private readonly kernel: ItsmKernel,
    private readonly deps: { store: ServiceStore; currency: string },
  ) {}

  async of(
    caller: Caller,
    recordIds: readonly string[],
  ): Promise<ServiceStanding[]> {
    const { catalog, catalogAccess, records, services } = this.kernel;
    const { readable } = records.conditions(caller, [SERVICE]);
    const found = await this.deps.store.briefs(recordIds, readable);
    const names = await catalog.called(
      [...found.values()].flatMap(({ entityRef }) => entityRef ?? []),
    );
    const visible = await catalogAccess.readable(caller, [
      ...new Set(names.values()),
    ]);
    const refs = [...visible];
    const [healths, costs] = await Promise.all([
      serviceHealths(this.kernel).of(caller, refs),
      isPermitted(caller, costReadPermission)
        ? services.find(serviceCostsRef)?.monthly(refs, undefined, caller)
        : undefined,
    ]);
    return [...found.values()].flatMap(({ id, entityRef }) => {
      const ref = entityRef && names.get(entityRef);
      if (!ref || !visible.has(ref)) return [];
      const cost = costs?.get(ref);
      return [
        {
          id,
          health: healths.get(ref),
          cost: cost && { month: cost.month, amounts: [...cost.amounts] },
        },
      ];
    });
  }

  async settings(caller: Caller): Promise<PortfolioSettings> {
    return {
      currency: this.deps.currency,
      seesCosts: isPermitted(caller, costReadPermission),
    };
  }
}
