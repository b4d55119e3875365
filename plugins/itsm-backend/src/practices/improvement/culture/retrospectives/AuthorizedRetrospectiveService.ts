import {
  retrospectivePermissions,
  type NewNote,
  type NewRetrospective,
  type NotePatch,
  type RetrospectiveListQuery,
  type RetrospectivePatch,
  type RetrospectiveTransition,
} from '@callboard/plugin-itsm-common';
import type {
  Authorizer,
  Caller,
  RecordScope,
} from '@callboard/plugin-itsm-node';
import type { RetrospectiveService } from './RetrospectiveService';

const { create, read, update } = retrospectivePermissions;

/** {@link RetrospectiveService} with the permission framework on top: one question per request. */
export class AuthorizedRetrospectiveService implements RetrospectiveService {
  constructor(
    private readonly inner: RetrospectiveService,
    private readonly authorizer: Authorizer,
    private readonly readScope: RecordScope,
  ) {}

  #worker(caller: Caller): Promise<Caller> {
    return this.authorizer.withScopes(caller, [read, update]);
  }

  templates() {
    return this.inner.templates();
  }

  async begin(caller: Caller, wanted: NewRetrospective) {
    const scoped = await this.authorizer.withScopes(caller, [
      create,
      read,
      update,
    ]);
    // Whoever may not read what it is about must not learn of it.
    const all = wanted.record ? await this.readScope.of(scoped) : scoped;
    return this.inner.begin(all, wanted);
  }

  async list(caller: Caller, query: RetrospectiveListQuery) {
    const scoped = await this.authorizer.withScopes(caller, [read]);
    return this.inner.list(scoped, query);
  }

  async get(caller: Caller, id: string) {
    return this.inner.get(await this.#worker(caller), id);
  }

  async update(
    caller: Caller,
    id: string,
    patch: RetrospectivePatch,
    version?: number,
  ) {
    return this.inner.update(await this.#worker(caller), id, patch, version);
  }

  async transition(
    caller: Caller,
    id: string,
    command: RetrospectiveTransition,
    version?: number,
  ) {
    const scoped = await this.#worker(caller);
    return this.inner.transition(scoped, id, command, version);
  }

  async notes(caller: Caller, id: string) {
    return this.inner.notes(await this.#worker(caller), id);
  }

  async addNote(caller: Caller, id: string, note: NewNote) {
    return this.inner.addNote(await this.#worker(caller), id, note);
  }

  async changeNote(
    caller: Caller,
    id: string,
    noteId: string,
    patch: NotePatch,
    version?: number,
  ) {
    const scoped = await this.#worker(caller);
    return this.inner.changeNote(scoped, id, noteId, patch, version);
  }

  async removeNote(caller: Caller, id: string, noteId: string) {
    return this.inner.removeNote(await this.#worker(caller), id, noteId);
  }
}
