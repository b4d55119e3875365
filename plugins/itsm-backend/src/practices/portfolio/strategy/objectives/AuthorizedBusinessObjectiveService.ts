import {
  businessObjectivePermissions,
  type BusinessObjectiveBulk,
  type BusinessObjectiveListQuery,
  type BusinessObjectivePatch,
  type BusinessObjectiveTransition,
  type NewBusinessObjective,
} from '@callboard/plugin-itsm-common';
import type {
  Authorizer,
  Caller,
  RecordScope,
} from '@callboard/plugin-itsm-node';
import type { BusinessObjectiveService } from './BusinessObjectiveService';

const { create, read, update } = businessObjectivePermissions;

/** {@link BusinessObjectiveService} with the permission framework on top: one question per request. */
export class AuthorizedBusinessObjectiveService
  implements BusinessObjectiveService
{
  constructor(
    private readonly inner: BusinessObjectiveService,
    private readonly authorizer: Authorizer,
    private readonly readScope: RecordScope,
  ) {}

  #worker(caller: Caller): Promise<Caller> {
    return this.authorizer.withScopes(caller, [read, update]);
  }

  async strategy(caller: Caller) {
    return this.inner.strategy(
      await this.authorizer.withScopes(caller, [read]),
    );
  }

  async file(caller: Caller, objective: NewBusinessObjective) {
    const scoped = await this.authorizer.withScopes(caller, [
      create,
      read,
      update,
    ]);
    // Whoever may not read what it is part of must not learn of it.
    const all = objective.parent ? await this.readScope.of(scoped) : scoped;
    return this.inner.file(all, objective);
  }

  async list(caller: Caller, query: BusinessObjectiveListQuery) {
    const scoped = await this.authorizer.withScopes(caller, [read]);
    return this.inner.list(scoped, query);
  }

  async get(caller: Caller, id: string) {
    return this.inner.get(await this.#worker(caller), id);
  }

  async update(
    caller: Caller,
    id: string,
    patch: BusinessObjectivePatch,
    version?: number,
  ) {
    return this.inner.update(await this.#worker(caller), id, patch, version);
  }

  async transition(
    caller: Caller,
    id: string,
    command: BusinessObjectiveTransition,
    version?: number,
  ) {
    const scoped = await this.#worker(caller);
    return this.inner.transition(scoped, id, command, version);
  }

  async bulk(caller: Caller, command: BusinessObjectiveBulk) {
    return this.inner.bulk(await this.#worker(caller), command);
  }

  async assignToMe(caller: Caller, id: string, version?: number) {
    return this.inner.assignToMe(await this.#worker(caller), id, version);
  }
}
