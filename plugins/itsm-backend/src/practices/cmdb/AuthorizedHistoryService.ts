import { NotAllowedError } from '@backstage/errors';
import {
  cmdbReadPermission,
  type CiChangesQuery,
  type CiHistoryQuery,
  type CiQuery,
  type DifferenceQuery,
  type NeighbourhoodQuery,
} from '@callboard/plugin-itsm-common';
import type { Authorizer, Caller } from '@callboard/plugin-itsm-node';
import type { HistoryService } from './HistoryService';

/**
 * {@link HistoryService} with the permission framework on top. Whether the caller may see all of the
 * catalog is asked in the same call.
 */
export class AuthorizedHistoryService implements HistoryService {
  constructor(
    private readonly inner: HistoryService,
    private readonly authorizer: Authorizer,
  ) {}

  async #reader(caller: Caller): Promise<Caller> {
    const scoped = await this.authorizer.withScopes(
      caller,
      [cmdbReadPermission],
      { catalog: true },
    );
    const { name } = cmdbReadPermission;
    if (scoped.scopes && scoped.scopes.get(name) !== 'all') {
      throw new NotAllowedError(
        `You do not have the permission ${name}; ask an administrator of the portal for it`,
      );
    }
    return scoped;
  }

  async ci(caller: Caller, query: CiQuery) {
    return this.inner.ci(await this.#reader(caller), query);
  }

  async history(caller: Caller, query: CiHistoryQuery) {
    return this.inner.history(await this.#reader(caller), query);
  }

  async neighbourhood(caller: Caller, query: NeighbourhoodQuery) {
    return this.inner.neighbourhood(await this.#reader(caller), query);
  }

  async difference(caller: Caller, query: DifferenceQuery) {
    return this.inner.difference(await this.#reader(caller), query);
  }

  async changes(caller: Caller, query: CiChangesQuery) {
    return this.inner.changes(await this.#reader(caller), query);
  }

  async baselines(caller: Caller) {
    return this.inner.baselines(await this.#reader(caller));
  }
}
