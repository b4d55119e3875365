import {
  contractPermissions,
  costReadPermission,
  supplierPermissions,
  type ContractBulk,
  type ContractListQuery,
  type ContractPatch,
  type ContractTransition,
  type NewContract,
} from '@callboard/plugin-itsm-common';
import {
  assertPermitted,
  type Authorizer,
  type Caller,
} from '@callboard/plugin-itsm-node';
import type { ContractService } from './ContractService';

const { create, read, update } = contractPermissions;
/** What a contract is worth and with whom it is takes permissions of their own. */
const ALONG = [costReadPermission, supplierPermissions.read];

/** {@link ContractService} with the permission framework on top: one question a request. */
export class AuthorizedContractService implements ContractService {
  constructor(
    private readonly inner: ContractService,
    private readonly authorizer: Authorizer,
  ) {}

  #worker(caller: Caller): Promise<Caller> {
    return this.authorizer.withScopes(caller, [read, update, ...ALONG]);
  }

  async file(caller: Caller, contract: NewContract) {
    const scoped = await this.authorizer.withScopes(caller, [
      create,
      read,
      update,
      ...ALONG,
    ]);
    // Before it is said what of the things that it names is there.
    assertPermitted(scoped, create);
    return this.inner.file(scoped, contract);
  }

  async list(caller: Caller, query: ContractListQuery) {
    const scoped = await this.authorizer.withScopes(caller, [read, ...ALONG]);
    return this.inner.list(scoped, query);
  }

  async get(caller: Caller, id: string) {
    return this.inner.get(await this.#worker(caller), id);
  }

  async update(
    caller: Caller,
    id: string,
    patch: ContractPatch,
    version?: number,
  ) {
    return this.inner.update(await this.#worker(caller), id, patch, version);
  }

  async transition(
    caller: Caller,
    id: string,
    command: ContractTransition,
    version?: number,
  ) {
    const scoped = await this.#worker(caller);
    return this.inner.transition(scoped, id, command, version);
  }

  async bulk(caller: Caller, command: ContractBulk) {
    return this.inner.bulk(await this.#worker(caller), command);
  }
}
