import {
  changePermissions,
  incidentPermissions,
  type ChangeBulk,
  type ChangeListQuery,
  type ChangePatch,
  type ChangeTransition,
  type NewChange,
} from '@callboard/plugin-itsm-common';
import type { Authorizer, Caller } from '@callboard/plugin-itsm-node';
import type { ChangeService, FiledWith } from './ChangeService';

const { create, read, update } = changePermissions;

/** {@link ChangeService} with the permission framework on top: one question per request. */
export class AuthorizedChangeService implements ChangeService {
  constructor(
    private readonly inner: ChangeService,
    private readonly authorizer: Authorizer,
  ) {}

  #worker(caller: Caller): Promise<Caller> {
    return this.authorizer.withScopes(caller, [read, update]);
  }

  async file(caller: Caller, change: NewChange, more?: FiledWith) {
    const asked = [create, read, update];
    // Whoever may not read the incident must not learn of it.
    const scoped = await this.authorizer.withScopes(
      caller,
      change.fromIncident ? [...asked, incidentPermissions.read] : asked,
    );
    return this.inner.file(scoped, change, more);
  }

  async list(caller: Caller, query: ChangeListQuery) {
    const scoped = await this.authorizer.withScopes(caller, [read]);
    return this.inner.list(scoped, query);
  }

  async get(caller: Caller, id: string) {
    return this.inner.get(await this.#worker(caller), id);
  }

  async update(
    caller: Caller,
    id: string,
    patch: ChangePatch,
    version?: number,
  ) {
    return this.inner.update(await this.#worker(caller), id, patch, version);
  }

  async transition(
    caller: Caller,
    id: string,
    command: ChangeTransition,
    version?: number,
  ) {
    const scoped = await this.#worker(caller);
    return this.inner.transition(scoped, id, command, version);
  }

  async bulk(caller: Caller, command: ChangeBulk) {
    return this.inner.bulk(await this.#worker(caller), command);
  }

  async assignToMe(caller: Caller, id: string, version?: number) {
    return this.inner.assignToMe(await this.#worker(caller), id, version);
  }

  async setAffected(
    caller: Caller,
    id: string,
    refs: readonly string[],
    version?: number,
  ) {
    const scoped = await this.#worker(caller);
    return this.inner.setAffected(scoped, id, refs, version);
  }

  async copy(caller: Caller, id: string) {
    const scoped = await this.authorizer.withScopes(caller, [
      create,
      read,
      update,
    ]);
    return this.inner.copy(scoped, id);
  }
}
