import {
  initiativePermissions,
  kpiReadPermission,
  type ProposalAccept,
  type ProposalDismiss,
  type ProposalListQuery,
} from '@callboard/plugin-itsm-common';
import {
  assertPermitted,
  isPermitted,
  type Authorizer,
  type Caller,
} from '@callboard/plugin-itsm-node';
import type { ProposalService } from './ProposalService';
import type { Rights } from './present';

/** What a caller whose permissions were asked may do with proposals. */
export const rightsOf = (caller: Caller): Rights => ({
  decides: isPermitted(caller, initiativePermissions.create),
});

/**
 * {@link ProposalService} with the permission framework on top: one question a request. Who may read numbers
 * reads proposals; who may file initiatives decides about them.
 */
export class AuthorizedProposalService implements ProposalService {
  constructor(
    private readonly inner: ProposalService,
    private readonly authorizer: Authorizer,
  ) {}

  async list(caller: Caller, query: ProposalListQuery) {
    return this.inner.list(await this.#reader(caller), query);
  }

  async get(caller: Caller, id: string) {
    return this.inner.get(await this.#reader(caller), id);
  }

  async look(caller: Caller) {
    return this.inner.look(await this.#decider(caller));
  }

  async accept(caller: Caller, id: string, accept: ProposalAccept) {
    return this.inner.accept(await this.#decider(caller), id, accept);
  }

  async dismiss(caller: Caller, id: string, dismiss: ProposalDismiss) {
    return this.inner.dismiss(await this.#decider(caller), id, dismiss);
  }

  async restore(caller: Caller, id: string) {
    return this.inner.restore(await this.#decider(caller), id);
  }

  async #reader(caller: Caller): Promise<Caller> {
    const asked = await this.authorizer.withScopes(
      caller,
      [
        kpiReadPermission,
        initiativePermissions.create,
        initiativePermissions.read,
      ],
      { catalog: true },
    );
    assertPermitted(asked, kpiReadPermission);
    return asked;
  }

  async #decider(caller: Caller): Promise<Caller> {
    const asked = await this.#reader(caller);
    assertPermitted(asked, initiativePermissions.create);
    return asked;
  }
}
