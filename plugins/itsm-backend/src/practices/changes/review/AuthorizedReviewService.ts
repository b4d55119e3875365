import {
  changePermissions,
  type ReviewAction,
  type ReviewAnswers,
} from '@callboard/plugin-itsm-common';
import type { Authorizer, Caller } from '@callboard/plugin-itsm-node';
import type { ReviewService } from './ReviewService';

const { read, update } = changePermissions;

/** {@link ReviewService} with the permission framework on top: one question per request. */
export class AuthorizedReviewService implements ReviewService {
  constructor(
    private readonly inner: ReviewService,
    private readonly authorizer: Authorizer,
  ) {}

  #scoped(caller: Caller): Promise<Caller> {
    return this.authorizer.withScopes(caller, [read, update], {
      catalog: true,
    });
  }

  async get(caller: Caller, id: string) {
    return this.inner.get(await this.#scoped(caller), id);
  }

  async ask(caller: Caller, id: string) {
    return this.inner.ask(await this.#scoped(caller), id);
  }

  async answer(caller: Caller, id: string, answers: ReviewAnswers['answers']) {
    return this.inner.answer(await this.#scoped(caller), id, answers);
  }

  async addAction(caller: Caller, id: string, action: ReviewAction) {
    return this.inner.addAction(await this.#scoped(caller), id, action);
  }

  async finish(caller: Caller, id: string) {
    return this.inner.finish(await this.#scoped(caller), id);
  }

  async linkIncident(caller: Caller, id: string, incident: string) {
    return this.inner.linkIncident(await this.#scoped(caller), id, incident);
  }

  async unlinkIncident(caller: Caller, id: string, incident: string) {
    return this.inner.unlinkIncident(await this.#scoped(caller), id, incident);
  }

  async proposals(caller: Caller, id: string) {
    return this.inner.proposals(await this.#scoped(caller), id);
  }

  async dismiss(
    caller: Caller,
    id: string,
    incident: string,
    dismissed: boolean,
  ) {
    const scoped = await this.#scoped(caller);
    return this.inner.dismiss(scoped, id, incident, dismissed);
  }

  async actual(caller: Caller, id: string) {
    return this.inner.actual(await this.#scoped(caller), id);
  }
}
