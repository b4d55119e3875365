import {
  serviceLevelsReadPermission,
  type FeasibilityQuery,
} from '@callboard/plugin-itsm-common';
import {
  assertPermitted,
  type Authorizer,
  type Caller,
} from '@callboard/plugin-itsm-node';
import type { FeasibilityService } from './FeasibilityService';

/**
 * {@link FeasibilityService} with the permission framework on top. Whether the caller may see all of
 * the catalog is asked in the same call.
 */
export class AuthorizedFeasibilityService implements FeasibilityService {
  constructor(
    private readonly inner: FeasibilityService,
    private readonly authorizer: Pick<Authorizer, 'withScopes'>,
  ) {}

  async list(caller: Caller, query: FeasibilityQuery) {
    return this.inner.list(await this.#reader(caller), query);
  }

  async explain(caller: Caller, entityRef: string) {
    return this.inner.explain(await this.#reader(caller), entityRef);
  }

  async #reader(caller: Caller): Promise<Caller> {
    const reader = await this.authorizer.withScopes(
      caller,
      [serviceLevelsReadPermission],
      { catalog: true },
    );
    assertPermitted(reader, serviceLevelsReadPermission);
    return reader;
  }
}
