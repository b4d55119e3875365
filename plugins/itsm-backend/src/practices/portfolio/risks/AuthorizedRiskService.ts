import {
  riskPermissions,
  type NewRisk,
  type RiskBulk,
  type RiskHeatQuery,
  type RiskListQuery,
  type RiskPatch,
  type RiskReview,
  type RiskTransition,
} from '@callboard/plugin-itsm-common';
import type {
  Authorizer,
  Caller,
  RecordScope,
} from '@callboard/plugin-itsm-node';
import type { RiskService } from './RiskService';

const { create, read, update } = riskPermissions;

/** {@link RiskService} with the permission framework on top: one question per request. */
export class AuthorizedRiskService implements RiskService {
  constructor(
    private readonly inner: RiskService,
    private readonly authorizer: Authorizer,
    private readonly readScope: RecordScope,
  ) {}

  #worker(caller: Caller): Promise<Caller> {
    return this.authorizer.withScopes(caller, [read, update]);
  }

  async file(caller: Caller, risk: NewRisk, candidateId?: string) {
    const scoped = await this.authorizer.withScopes(caller, [
      create,
      read,
      update,
    ]);
    // Whoever may not read what it is about must not learn of it.
    const all = risk.fromRecord ? await this.readScope.of(scoped) : scoped;
    return this.inner.file(all, risk, candidateId);
  }

  async list(caller: Caller, query: RiskListQuery) {
    const scoped = await this.authorizer.withScopes(caller, [read]);
    return this.inner.list(scoped, query);
  }

  async heat(caller: Caller, query: RiskHeatQuery) {
    const scoped = await this.authorizer.withScopes(caller, [read]);
    return this.inner.heat(scoped, query);
  }

  async get(caller: Caller, id: string) {
    return this.inner.get(await this.#worker(caller), id);
  }

  async update(caller: Caller, id: string, patch: RiskPatch, version?: number) {
    return this.inner.update(await this.#worker(caller), id, patch, version);
  }

  async transition(
    caller: Caller,
    id: string,
    command: RiskTransition,
    version?: number,
  ) {
    const scoped = await this.#worker(caller);
    return this.inner.transition(scoped, id, command, version);
  }

  async bulk(caller: Caller, command: RiskBulk) {
    return this.inner.bulk(await this.#worker(caller), command);
  }

  async review(
    caller: Caller,
    id: string,
    review: RiskReview,
    version?: number,
  ) {
    return this.inner.review(await this.#worker(caller), id, review, version);
  }

  async assignToMe(caller: Caller, id: string, version?: number) {
    return this.inner.assignToMe(await this.#worker(caller), id, version);
  }
}
