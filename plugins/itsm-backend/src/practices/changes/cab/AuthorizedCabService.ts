import {
  changePermissions,
  type CabAgendaQuery,
} from '@callboard/plugin-itsm-common';
import type { Authorizer, Caller } from '@callboard/plugin-itsm-node';
import type { CabService } from './CabService';

/** {@link CabService} with the permission framework on top: one question a request. */
export class AuthorizedCabService implements CabService {
  constructor(
    private readonly inner: CabService,
    private readonly authorizer: Authorizer,
  ) {}

  async boards(caller: Caller) {
    return this.inner.boards(await this.#reader(caller));
  }

  async agenda(caller: Caller, key: string, query: CabAgendaQuery) {
    return this.inner.agenda(await this.#reader(caller), key, query);
  }

  #reader(caller: Caller): Promise<Caller> {
    const { read, update } = changePermissions;
    return this.authorizer.withScopes(caller, [read, update]);
  }
}
