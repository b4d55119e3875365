import {
  demandPermissions,
  type DemandBecoming,
  type DemandBulk,
  type DemandListQuery,
  type DemandMerge,
  type DemandPatch,
  type DemandTransition,
  type NewDemand,
} from '@callboard/plugin-itsm-common';
import type {
  Authorizer,
  Caller,
  RecordScope,
} from '@callboard/plugin-itsm-node';
import type { DemandService } from './DemandService';

const { create, read, update } = demandPermissions;

/**
 * {@link DemandService} with the permission framework on top: one question per request. Whoever may read a
 * need may vote on it.
 */
export class AuthorizedDemandService implements DemandService {
  constructor(
    private readonly inner: DemandService,
    private readonly authorizer: Authorizer,
    private readonly readScope: RecordScope,
  ) {}

  /** What a need became is shown as far as records of its own type may be read. */
  #worker(caller: Caller): Promise<Caller> {
    return this.readScope.of(caller, undefined, {
      permissions: [read, update],
      catalog: true,
    });
  }

  async file(caller: Caller, demand: NewDemand) {
    const scoped = await this.readScope.of(caller, undefined, {
      permissions: [create, read, update],
      catalog: true,
    });
    return this.inner.file(scoped, demand);
  }

  async list(caller: Caller, query: DemandListQuery) {
    const scoped = await this.authorizer.withScopes(caller, [read]);
    return this.inner.list(scoped, query);
  }

  async settings(caller: Caller) {
    const scoped = await this.authorizer.withScopes(caller, [read]);
    return this.inner.settings(scoped);
  }

  async get(caller: Caller, id: string) {
    return this.inner.get(await this.#worker(caller), id);
  }

  async update(
    caller: Caller,
    id: string,
    patch: DemandPatch,
    version?: number,
  ) {
    return this.inner.update(await this.#worker(caller), id, patch, version);
  }

  async transition(
    caller: Caller,
    id: string,
    command: DemandTransition,
    version?: number,
  ) {
    const scoped = await this.#worker(caller);
    return this.inner.transition(scoped, id, command, version);
  }

  async bulk(caller: Caller, command: DemandBulk) {
    return this.inner.bulk(await this.#worker(caller), command);
  }

  async assignToMe(caller: Caller, id: string, version?: number) {
    return this.inner.assignToMe(await this.#worker(caller), id, version);
  }

  async vote(caller: Caller, id: string, points: number) {
    return this.inner.vote(await this.#worker(caller), id, points);
  }

  async become(
    caller: Caller,
    id: string,
    becoming: DemandBecoming,
    version?: number,
  ) {
    const scoped = await this.#worker(caller);
    return this.inner.become(scoped, id, becoming, version);
  }

  async merge(
    caller: Caller,
    id: string,
    merge: DemandMerge,
    version?: number,
  ) {
    return this.inner.merge(await this.#worker(caller), id, merge, version);
  }
}
