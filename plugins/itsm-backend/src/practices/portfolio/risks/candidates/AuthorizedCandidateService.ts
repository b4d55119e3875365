import {
  riskPermissions,
  type RiskCandidateAccept,
  type RiskCandidateDismiss,
  type RiskCandidateQuery,
} from '@callboard/plugin-itsm-common';
import {
  assertPermitted,
  isPermitted,
  type Authorizer,
  type Caller,
} from '@callboard/plugin-itsm-node';
import type { CandidateService, Decides } from './CandidateService';

const { create, read, update } = riskPermissions;

/** Whether a caller whose permissions were asked may decide about candidates. */
export const decidesRisks: Decides = caller => isPermitted(caller, create);

/**
 * {@link CandidateService} with the permission framework on top: one question a request. Who may read all
 * risks reads candidates; who may file risks decides about them.
 */
export class AuthorizedCandidateService implements CandidateService {
  constructor(
    private readonly inner: CandidateService,
    private readonly authorizer: Pick<Authorizer, 'withScopes'>,
  ) {}

  async list(caller: Caller, query: RiskCandidateQuery) {
    return this.inner.list(await this.#reader(caller), query);
  }

  async get(caller: Caller, id: string) {
    return this.inner.get(await this.#reader(caller), id);
  }

  async look(caller: Caller) {
    return this.inner.look(await this.#decider(caller));
  }

  async accept(caller: Caller, id: string, accept: RiskCandidateAccept) {
    return this.inner.accept(await this.#decider(caller), id, accept);
  }

  async dismiss(caller: Caller, id: string, dismiss: RiskCandidateDismiss) {
    return this.inner.dismiss(await this.#decider(caller), id, dismiss);
  }

  async restore(caller: Caller, id: string) {
    return this.inner.restore(await this.#decider(caller), id);
  }

  async #reader(caller: Caller): Promise<Caller> {
    const asked = await this.authorizer.withScopes(
      caller,
      [create, read, update],
      { catalog: true },
    );
    // Whoever may read their own risks only has none here.
    assertPermitted(asked, read);
    return asked;
  }

  async #decider(caller: Caller): Promise<Caller> {
    const asked = await this.#reader(caller);
    assertPermitted(asked, create);
    return asked;
  }
}
