import {
  contractPermissions,
  supplierPermissions,
  type NewSupplier,
  type SupplierBulk,
  type SupplierListQuery,
  type SupplierPatch,
  type SupplierTransition,
} from '@callboard/plugin-itsm-common';
import type { Authorizer, Caller } from '@callboard/plugin-itsm-node';
import type { SupplierService } from './SupplierService';

const { create, read, update } = supplierPermissions;

/** {@link SupplierService} with the permission framework on top: one question a request. */
export class AuthorizedSupplierService implements SupplierService {
  constructor(
    private readonly inner: SupplierService,
    private readonly authorizer: Authorizer,
  ) {}

  #worker(caller: Caller): Promise<Caller> {
    return this.authorizer.withScopes(caller, [
      read,
      update,
      contractPermissions.read,
    ]);
  }

  async file(caller: Caller, supplier: NewSupplier) {
    const scoped = await this.authorizer.withScopes(caller, [
      create,
      read,
      update,
      contractPermissions.read,
    ]);
    return this.inner.file(scoped, supplier);
  }

  async list(caller: Caller, query: SupplierListQuery) {
    const scoped = await this.authorizer.withScopes(caller, [
      read,
      contractPermissions.read,
    ]);
    return this.inner.list(scoped, query);
  }

  async get(caller: Caller, id: string) {
    return this.inner.get(await this.#worker(caller), id);
  }

  async update(
    caller: Caller,
    id: string,
    patch: SupplierPatch,
    version?: number,
  ) {
    return this.inner.update(await this.#worker(caller), id, patch, version);
  }

  async transition(
    caller: Caller,
    id: string,
    command: SupplierTransition,
    version?: number,
  ) {
    const scoped = await this.#worker(caller);
    return this.inner.transition(scoped, id, command, version);
  }

  async bulk(caller: Caller, command: SupplierBulk) {
    return this.inner.bulk(await this.#worker(caller), command);
  }
}
