import type { Permission } from '@backstage/plugin-permission-common';
import { serviceLevelsReadPermission } from '@callboard/plugin-itsm-common';
import {
  assertPermitted,
  type Authorizer,
  type Caller,
  type ItsmKernel,
} from '@callboard/plugin-itsm-node';
import type { ServiceLevelService } from './ServiceLevelService';

/**
 * {@link ServiceLevelService} with the permission framework on top: agreements and calendars have a
 * permission of their own, clocks are for whoever may read their record.
 */
export class AuthorizedServiceLevelService implements ServiceLevelService {
  constructor(
    private readonly inner: ServiceLevelService,
    private readonly authorizer: Authorizer,
    private readonly recordTypes: ItsmKernel['recordTypes'],
  ) {}

  async agreements(caller: Caller) {
    await this.authorizer.require(caller, serviceLevelsReadPermission);
    return this.inner.agreements(caller);
  }

  async agreement(caller: Caller, key: string) {
    const reader = await this.#reader(caller, [serviceLevelsReadPermission]);
    assertPermitted(reader, serviceLevelsReadPermission);
    return this.inner.agreement(reader, key);
  }

  coveredTypes(caller: Caller) {
    return this.inner.coveredTypes(caller);
  }

  async calendars(caller: Caller) {
    await this.authorizer.require(caller, serviceLevelsReadPermission);
    return this.inner.calendars(caller);
  }

  async calendarYear(caller: Caller, key: string, year: number) {
    await this.authorizer.require(caller, serviceLevelsReadPermission);
    return this.inner.calendarYear(caller, key, year);
  }

  async clocks(caller: Caller, id: string) {
    return this.inner.clocks(await this.#reader(caller), id);
  }

  async listed(caller: Caller, recordIds: readonly string[]) {
    return this.inner.listed(await this.#reader(caller), recordIds);
  }

  async explain(caller: Caller, id: string) {
    return this.inner.explain(await this.#reader(caller), id);
  }

  #reader(caller: Caller, along: readonly Permission[] = []): Promise<Caller> {
    return this.authorizer.withScopes(caller, [
      ...this.recordTypes.all().map(type => type.permissions.read),
      ...along,
    ]);
  }
}
