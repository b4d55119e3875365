import {
  portfolioReadPermission,
  type CatalogueQuery,
  type OfferingListQuery,
} from '@callboard/plugin-itsm-common';
import type { Authorizer, Caller } from '@callboard/plugin-itsm-node';
import { permitted } from './access';
import type { CatalogueService } from './CatalogueService';

/** {@link CatalogueService} with the permission framework on top. */
export class AuthorizedCatalogueService implements CatalogueService {
  constructor(
    private readonly inner: CatalogueService,
    private readonly authorizer: Authorizer,
  ) {}

  #reader(caller: Caller): Promise<Caller> {
    return permitted(this.authorizer, caller, [portfolioReadPermission]);
  }

  async list(caller: Caller, query: CatalogueQuery) {
    return this.inner.list(await this.#reader(caller), query);
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
