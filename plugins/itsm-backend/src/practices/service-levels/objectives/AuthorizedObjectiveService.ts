import {
  serviceLevelsReadPermission,
  type ObjectiveHistoryQuery,
  type ObjectivesQuery,
} from '@callboard/plugin-itsm-common';
import {
  assertPermitted,
  type Caller,
  type ItsmKernel,
} from '@callboard/plugin-itsm-node';
import type { ObjectiveService } from './ObjectiveService';

/** {@link ObjectiveService} with the permission framework on top: one question a request. */
export class AuthorizedObjectiveService implements ObjectiveService {
  constructor(
    private readonly inner: ObjectiveService,
    private readonly kernel: Pick<ItsmKernel, 'authorizer' | 'readScope'>,
  ) {}

  async list(caller: Caller, query: ObjectivesQuery) {
    return this.inner.list(await this.#reader(caller), query);
  }

  async get(caller: Caller, key: string) {
    // What they may read of the incidents that were filed is asked in the same call.
    const scoped = await this.kernel.readScope.of(caller, undefined, {
      permissions: [serviceLevelsReadPermission],
      catalog: true,
    });
    assertPermitted(scoped, serviceLevelsReadPermission);
    return this.inner.get(scoped, key);
  }

  async history(caller: Caller, key: string, query: ObjectiveHistoryQuery) {
    return this.inner.history(await this.#reader(caller), key, query);
  }

  async #reader(caller: Caller): Promise<Caller> {
    const scoped = await this.kernel.authorizer.withScopes(
      caller,
      [serviceLevelsReadPermission],
      { catalog: true },
    );
    assertPermitted(scoped, serviceLevelsReadPermission);
    return scoped;
  }
}
