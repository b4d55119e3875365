import {
  suggestionPermissions,
  type NewSuggestion,
  type SuggestionListQuery,
  type SuggestionPatch,
  type SuggestionTransition,
} from '@callboard/plugin-itsm-common';
import type { Authorizer, Caller } from '@callboard/plugin-itsm-node';
import type { SuggestionService } from './SuggestionService';

const { create, read, update } = suggestionPermissions;

/** {@link SuggestionService} with the permission framework on top. Whoever may read one may vote. */
export class AuthorizedSuggestionService implements SuggestionService {
  constructor(
    private readonly inner: SuggestionService,
    private readonly authorizer: Authorizer,
  ) {}

  #reader(caller: Caller): Promise<Caller> {
    return this.authorizer.withScopes(caller, [read, update]);
  }

  async file(caller: Caller, suggestion: NewSuggestion) {
    const scoped = await this.authorizer.withScopes(caller, [
      create,
      read,
      update,
    ]);
    return this.inner.file(scoped, suggestion);
  }

  async list(caller: Caller, query: SuggestionListQuery) {
    const scoped = await this.authorizer.withScopes(caller, [read]);
    return this.inner.list(scoped, query);
  }

  async get(caller: Caller, id: string) {
    return this.inner.get(await this.#reader(caller), id);
  }

  async update(
    caller: Caller,
    id: string,
    patch: SuggestionPatch,
    version?: number,
  ) {
    return this.inner.update(await this.#reader(caller), id, patch, version);
  }

  async transition(
    caller: Caller,
    id: string,
    command: SuggestionTransition,
    version?: number,
  ) {
    const scoped = await this.#reader(caller);
    return this.inner.transition(scoped, id, command, version);
  }

  async vote(caller: Caller, id: string) {
    return this.inner.vote(await this.#reader(caller), id);
  }

  async unvote(caller: Caller, id: string) {
    return this.inner.unvote(await this.#reader(caller), id);
  }

  async makeInitiative(caller: Caller, id: string) {
    return this.inner.makeInitiative(await this.#reader(caller), id);
  }
}
