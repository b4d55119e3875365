import {
  trendPermissions,
  type NewTrend,
  type NewTrendEvidence,
  type TrendBulk,
  type TrendListQuery,
  type TrendPatch,
  type TrendReview,
  type TrendTransition,
} from '@callboard/plugin-itsm-common';
import type { Authorizer, Caller } from '@callboard/plugin-itsm-node';
import type { TrendService } from './TrendService';

const { create, read, update } = trendPermissions;

/** {@link TrendService} with the permission framework on top: one question per request. */
export class AuthorizedTrendService implements TrendService {
  constructor(
    private readonly inner: TrendService,
    private readonly authorizer: Authorizer,
  ) {}

  #worker(caller: Caller): Promise<Caller> {
    return this.authorizer.withScopes(caller, [read, update]);
  }

  async file(caller: Caller, trend: NewTrend) {
    const scoped = await this.authorizer.withScopes(caller, [
      create,
      read,
      update,
    ]);
    return this.inner.file(scoped, trend);
  }

  async list(caller: Caller, query: TrendListQuery) {
    const scoped = await this.authorizer.withScopes(caller, [read]);
    return this.inner.list(scoped, query);
  }

  async get(caller: Caller, id: string) {
    return this.inner.get(await this.#worker(caller), id);
  }

  async update(
    caller: Caller,
    id: string,
    patch: TrendPatch,
    version?: number,
  ) {
    return this.inner.update(await this.#worker(caller), id, patch, version);
  }

  async transition(
    caller: Caller,
    id: string,
    command: TrendTransition,
    version?: number,
  ) {
    const scoped = await this.#worker(caller);
    return this.inner.transition(scoped, id, command, version);
  }

  async bulk(caller: Caller, command: TrendBulk) {
    return this.inner.bulk(await this.#worker(caller), command);
  }

  async assignToMe(caller: Caller, id: string, version?: number) {
    return this.inner.assignToMe(await this.#worker(caller), id, version);
  }

  async review(
    caller: Caller,
    id: string,
    said: TrendReview,
    version?: number,
  ) {
    return this.inner.review(await this.#worker(caller), id, said, version);
  }

  async evidence(caller: Caller, id: string) {
    return this.inner.evidence(await this.#worker(caller), id);
  }

  async addEvidence(caller: Caller, id: string, said: NewTrendEvidence) {
    return this.inner.addEvidence(await this.#worker(caller), id, said);
  }

  async removeEvidence(caller: Caller, id: string, evidence: string) {
    return this.inner.removeEvidence(await this.#worker(caller), id, evidence);
  }
}
