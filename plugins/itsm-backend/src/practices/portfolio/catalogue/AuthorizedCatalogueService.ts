import {
  portfolioReadPermission,
  type CatalogueQuery,
  type OfferingListQuery,
} from '@callboard/plugin-itsm-common';
import {
  assertPermitted,
  type Caller,
  type ItsmKernel,
} from '@callboard/plugin-itsm-node';
import { permitted, withHealth } from './access';
import type { CatalogueService } from './CatalogueService';

/** {@link CatalogueService} with the permission framework on top. */
export class AuthorizedCatalogueService implements CatalogueService {
  constructor(
    private readonly inner: CatalogueService,
    private readonly kernel: Pick<
      ItsmKernel,
      'authorizer' | 'readScope' | 'serviceViews'
    >,
  ) {}

  #reader(caller: Caller): Promise<Caller> {
    return permitted(this.kernel.authorizer, caller, [portfolioReadPermission]);
  }

  /** Cards say how services do, which takes what the pages of services take. */
  async list(caller: Caller, query: CatalogueQuery) {
    const scoped = await withHealth(this.kernel, caller, [
      portfolioReadPermission,
    ]);
    assertPermitted(scoped, portfolioReadPermission);
    return this.inner.list(scoped, query);
  }

  async offerings(caller: Caller, query: OfferingListQuery) {
    return this.inner.offerings(await this.#reader(caller), query);
  }

  async offering(caller: Caller, key: string) {
    return this.inner.offering(await this.#reader(caller), key);
  }

  /** Who asks, the route itself says. */
  async documents() {
    return this.inner.documents();
  }
}
