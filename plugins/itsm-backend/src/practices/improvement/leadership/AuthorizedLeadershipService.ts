import {
  initiativePermissions,
  kpiReadPermission,
  type OverviewQuery,
} from '@callboard/plugin-itsm-common';
import {
  assertPermitted,
  type Authorizer,
  type Caller,
} from '@callboard/plugin-itsm-node';
import type { LeadershipService } from './LeadershipService';

/** {@link LeadershipService} with the permission framework on top: one question a request. */
export class AuthorizedLeadershipService implements LeadershipService {
  constructor(
    private readonly inner: LeadershipService,
    private readonly authorizer: Authorizer,
  ) {}

  async overview(caller: Caller, query: OverviewQuery) {
    return this.inner.overview(await this.#reader(caller), query);
  }

  async subscribe(caller: Caller) {
    await this.authorizer.require(caller, kpiReadPermission);
    return this.inner.subscribe(caller);
  }

  async unsubscribe(caller: Caller) {
    await this.authorizer.require(caller, kpiReadPermission);
    return this.inner.unsubscribe(caller);
  }

  /** Whether they may read initiatives is asked in the same call; the register finds it answered. */
  async #reader(caller: Caller): Promise<Caller> {
    const reader = await this.authorizer.withScopes(caller, [
      kpiReadPermission,
      initiativePermissions.read,
    ]);
    assertPermitted(reader, kpiReadPermission);
    return reader;
  }
}
