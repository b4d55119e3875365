import type { Permission } from '@backstage/plugin-permission-common';
import {
  serviceLevelsReadPermission,
  serviceLevelsUpdatePermission,
  type AvailabilityQuery,
  type NewOutage,
  type OutageCorrection,
  type OutageEnd,
  type OutageExportQuery,
  type OutageListQuery,
} from '@callboard/plugin-itsm-common';
import {
  assertPermitted,
  type Caller,
  type ItsmKernel,
} from '@callboard/plugin-itsm-node';
import type { OutageService } from './OutageService';

/**
 * {@link OutageService} with the permission framework on top: one question a request. To see outages
 * takes a permission; who may change one follows from its record, or from a permission without one.
 */
export class AuthorizedOutageService implements OutageService {
  constructor(
    private readonly inner: OutageService,
    private readonly kernel: Pick<ItsmKernel, 'authorizer' | 'recordTypes'>,
  ) {}

  async list(caller: Caller, query: OutageListQuery) {
    return this.inner.list(await this.#reader(caller), query);
  }

  async export(caller: Caller, query: OutageExportQuery) {
    return this.inner.export(await this.#reader(caller), query);
  }

  async availability(caller: Caller, query: AvailabilityQuery) {
    return this.inner.availability(await this.#reader(caller), query);
  }

  async get(caller: Caller, id: string) {
    return this.inner.get(await this.#reader(caller), id);
  }

  async record(caller: Caller, outage: NewOutage) {
    return this.inner.record(await this.#writer(caller), outage);
  }

  async correct(
    caller: Caller,
    id: string,
    patch: OutageCorrection,
    version?: number,
  ) {
    return this.inner.correct(await this.#writer(caller), id, patch, version);
  }

  async end(caller: Caller, id: string, command: OutageEnd, version?: number) {
    return this.inner.end(await this.#writer(caller), id, command, version);
  }

  async withdraw(caller: Caller, id: string, version?: number) {
    return this.inner.withdraw(await this.#writer(caller), id, version);
  }

  async restore(caller: Caller, id: string, version?: number) {
    return this.inner.restore(await this.#writer(caller), id, version);
  }

  async #reader(caller: Caller): Promise<Caller> {
    const scoped = await this.#writer(caller);
    assertPermitted(scoped, serviceLevelsReadPermission);
    return scoped;
  }

  #writer(caller: Caller): Promise<Caller> {
    const { authorizer, recordTypes } = this.kernel;
    const ofRecords = recordTypes
      .all()
      .flatMap(({ permissions }): Permission[] => [
        permissions.read,
        permissions.update,
      ]);
    return authorizer.withScopes(
      caller,
      [
        serviceLevelsReadPermission,
        serviceLevelsUpdatePermission,
        ...ofRecords,
      ],
      { catalog: true },
    );
  }
}
