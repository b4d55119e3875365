import {
  kpiReadPermission,
  portfolioReadPermission,
  portfolioUpdatePermission,
  type ManagedExportQuery,
  type ManagedListQuery,
  type Recompute,
} from '@callboard/plugin-itsm-common';
import type { Authorizer, Caller } from '@callboard/plugin-itsm-node';
import { permitted } from './access';
import type { ManagedService } from './ManagedService';

/**
 * {@link ManagedService} with the permission framework on top. What a service lacks, everybody may know who
 * sees services; comparing all of them takes reading numbers.
 */
export class AuthorizedManagedService implements ManagedService {
  constructor(
    private readonly inner: ManagedService,
    private readonly authorizer: Authorizer,
  ) {}

  #comparing(caller: Caller): Promise<Caller> {
    return permitted(this.authorizer, caller, [
      portfolioReadPermission,
      kpiReadPermission,
    ]);
  }

  async list(caller: Caller, query: ManagedListQuery) {
    return this.inner.list(await this.#comparing(caller), query);
  }

  async summary(caller: Caller) {
    return this.inner.summary(await this.#comparing(caller));
  }

  async export(caller: Caller, query: ManagedExportQuery) {
    return this.inner.export(await this.#comparing(caller), query);
  }

  async checklist(caller: Caller, ref: string) {
    const reader = await permitted(this.authorizer, caller, [
      portfolioReadPermission,
    ]);
    return this.inner.checklist(reader, ref);
  }

  async recompute(caller: Caller, command: Recompute) {
    const writer = await permitted(this.authorizer, caller, [
      portfolioUpdatePermission,
    ]);
    return this.inner.recompute(writer, command);
  }
}
