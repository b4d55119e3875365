import {
  businessObjectivePermissions,
  kpiReadPermission,
  type CheckIn,
  type KeyResultPatch,
  type NewKeyResult,
} from '@callboard/plugin-itsm-common';
import type { Authorizer, Caller } from '@callboard/plugin-itsm-node';
import type { KeyResultService } from './KeyResultService';

const { read, update } = businessObjectivePermissions;

/** {@link KeyResultService} with the permission framework on top. */
export class AuthorizedKeyResultService implements KeyResultService {
  constructor(
    private readonly inner: KeyResultService,
    private readonly authorizer: Authorizer,
  ) {}

  #worker(caller: Caller): Promise<Caller> {
    return this.authorizer.withScopes(caller, [read, update]);
  }

  /** Whoever has a number measured must be allowed to read it. */
  async #withNumbers(caller: Caller): Promise<Caller> {
    const scoped = await this.authorizer.withScopes(caller, [
      read,
      update,
      kpiReadPermission,
    ]);
    await this.authorizer.require(scoped, kpiReadPermission);
    return scoped;
  }

  async list(caller: Caller, objective: string) {
    return this.inner.list(await this.#worker(caller), objective);
  }

  async add(caller: Caller, objective: string, said: NewKeyResult) {
    const scoped = said.kpi
      ? await this.#withNumbers(caller)
      : await this.#worker(caller);
    return this.inner.add(scoped, objective, said);
  }

  async change(
    caller: Caller,
    objective: string,
    keyResult: string,
    patch: KeyResultPatch,
    version?: number,
  ) {
    const scoped = patch.kpi
      ? await this.#withNumbers(caller)
      : await this.#worker(caller);
    return this.inner.change(scoped, objective, keyResult, patch, version);
  }

  async remove(
    caller: Caller,
    objective: string,
    keyResult: string,
    version?: number,
  ) {
    const scoped = await this.#worker(caller);
    return this.inner.remove(scoped, objective, keyResult, version);
  }

  async checkIn(
    caller: Caller,
    objective: string,
    keyResult: string,
    said: CheckIn,
  ) {
    const scoped = await this.#worker(caller);
    return this.inner.checkIn(scoped, objective, keyResult, said);
  }

  async measureNow(caller: Caller, objective: string) {
    return this.inner.measureNow(await this.#worker(caller), objective);
  }

  async values(
    caller: Caller,
    objective: string,
    keyResult: string,
    page: { limit?: number; cursor?: string },
  ) {
    const scoped = await this.#worker(caller);
    return this.inner.values(scoped, objective, keyResult, page);
  }
}
