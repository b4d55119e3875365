import { NotAllowedError } from '@backstage/errors';
import {
  cmdbImportPermission,
  type CiItem,
  type CiLoadResult,
} from '@callboard/plugin-itsm-common';
import {
  hasRole,
  type Authorizer,
  type Caller,
} from '@callboard/plugin-itsm-node';
import { permitted } from '../access';
import type { ItemService } from './ItemService';
import type { LoadCommand, LoadService } from './LoadService';

/**
 * Loads, duplicates and the life of items, for those who may. Under any policy that takes the role
 * `admin`, as imports do. It also takes reading the whole catalog: a load tells of every item that
 * it meets, and what somebody may not see is to appear nowhere.
 */
export class AuthorizedSourceService {
  constructor(
    private readonly inner: { loads: LoadService; items: ItemService },
    private readonly authorizer: Authorizer,
  ) {}

  async #allow(caller: Caller): Promise<Caller> {
    if (!hasRole(caller, 'admin')) {
      throw new NotAllowedError(
        'Bringing in configuration items is for the role "admin"; it is given in itsm.access.roles or itsm.access.services',
      );
    }
    const allowed = await permitted(
      this.authorizer,
      caller,
      cmdbImportPermission,
    );
    if (!(await this.authorizer.readsWholeCatalog(allowed))) {
      throw new NotAllowedError(
        'Bringing in configuration items is for those who may read the whole catalog; ask an administrator of the portal for it',
      );
    }
    return allowed;
  }

  async sources(caller: Caller) {
    await this.#allow(caller);
    return this.inner.loads.sources();
  }

  /** @param command - read only from those who may */
  async load(
    caller: Caller,
    command: () => Promise<LoadCommand>,
  ): Promise<CiLoadResult> {
    const allowed = await this.#allow(caller);
    return this.inner.loads.load(allowed, await command());
  }

  async loads(
    caller: Caller,
    query: { source?: string; limit?: number; cursor?: string },
  ) {
    await this.#allow(caller);
    return this.inner.loads.list(query);
  }

  async loadOf(caller: Caller, id: string) {
    await this.#allow(caller);
    return this.inner.loads.get(id);
  }

  async duplicates(
    caller: Caller,
    query: { state?: string; limit?: number; cursor?: string },
  ) {
    await this.#allow(caller);
    return this.inner.items.duplicates(query);
  }

  async dismiss(caller: Caller, id: string): Promise<void> {
    await this.#allow(caller);
    await this.inner.items.dismiss(id);
  }

  async merge(
    caller: Caller,
    keepRef: string,
    mergeRef: string,
  ): Promise<CiItem> {
    return this.inner.items.merge(await this.#allow(caller), keepRef, mergeRef);
  }

  async undoMerge(caller: Caller, mergeRef: string): Promise<CiItem> {
    return this.inner.items.undoMerge(await this.#allow(caller), mergeRef);
  }

  async retire(caller: Caller, ref: string): Promise<CiItem> {
    return this.inner.items.retire(await this.#allow(caller), ref);
  }

  async restore(caller: Caller, ref: string): Promise<CiItem> {
    return this.inner.items.restore(await this.#allow(caller), ref);
  }
}
