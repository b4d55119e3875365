import {
  cmdbReadPermission,
  type CiExportQuery,
  type CiListQuery,
  type CiQuestion,
  type CiRecentQuery,
  type CiRecordsQuery,
} from '@callboard/plugin-itsm-common';
import type {
  Authorizer,
  Caller,
  RecordScope,
} from '@callboard/plugin-itsm-node';
import { permitted } from '../access';
import type { CiService } from './CiService';

/** {@link CiService} with the permission framework on top. */
export class AuthorizedCiService implements CiService {
  constructor(
    private readonly inner: CiService,
    private readonly authorizer: Authorizer,
    private readonly readScope: RecordScope,
  ) {}

  #reader(caller: Caller): Promise<Caller> {
    return permitted(this.authorizer, caller);
  }

  async list(caller: Caller, query: CiListQuery) {
    return this.inner.list(await this.#reader(caller), query);
  }

  async counts(caller: Caller, queries: Readonly<Record<string, CiQuestion>>) {
    return this.inner.counts(await this.#reader(caller), queries);
  }

  async facets(caller: Caller) {
    return this.inner.facets(await this.#reader(caller));
  }

  async export(caller: Caller, query: CiExportQuery) {
    return this.inner.export(await this.#reader(caller), query);
  }

  async recent(caller: Caller, query: CiRecentQuery) {
    return this.inner.recent(await this.#reader(caller), query);
  }

  async records(caller: Caller, query: CiRecordsQuery) {
    // What they may read of records is asked in the same call.
    const scoped = await permitted(
      {
        withScopes: (who, permissions, options) =>
          this.readScope.of(who, undefined, { permissions, ...options }),
      },
      caller,
      cmdbReadPermission,
    );
    return this.inner.records(scoped, query);
  }
}
