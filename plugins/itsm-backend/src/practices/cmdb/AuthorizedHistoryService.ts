import type {
  CiChangesQuery,
  CiHistoryQuery,
  CiQuery,
  DifferenceQuery,
  NeighbourhoodQuery,
} from '@callboard/plugin-itsm-common';
import type { Authorizer, Caller } from '@callboard/plugin-itsm-node';
import { permitted } from './access';
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

  #reader(caller: Caller): Promise<Caller> {
    return permitted(this.authorizer, caller);
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
