import { costReadPermission } from '@callboard/plugin-itsm-common';
import type { Caller, ItsmKernel } from '@callboard/plugin-itsm-node';
import { withHealth } from '../catalogue/access';
import type { StandingService } from './StandingService';

/** {@link StandingService} with the permission framework on top: one question per request. */
export class AuthorizedStandingService implements StandingService {
  constructor(
    private readonly inner: StandingService,
    private readonly kernel: Pick<
      ItsmKernel,
      'authorizer' | 'readScope' | 'serviceViews'
    >,
  ) {}

  async of(caller: Caller, recordIds: readonly string[]) {
    const scoped = await withHealth(this.kernel, caller, [costReadPermission]);
    return this.inner.of(scoped, recordIds);
  }

  async settings(caller: Caller) {
    return this.inner.settings(
      await this.kernel.authorizer.withScopes(caller, [costReadPermission]),
    );
  }
}
