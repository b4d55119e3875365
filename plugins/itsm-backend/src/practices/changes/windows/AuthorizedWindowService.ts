import type {
  MaintenanceListQuery,
  WindowListQuery,
  WindowPreviewQuestion,
} from '@callboard/plugin-itsm-common';
import type { Caller, RecordScope } from '@callboard/plugin-itsm-node';
import type { WindowService } from './WindowService';

/**
 * {@link WindowService} with the permission framework on top: one question a request. Windows and
 * maintenance are for whoever may see in the catalog what they are about; of changes one is told as far
 * as one may read them.
 */
export class AuthorizedWindowService implements WindowService {
  constructor(
    private readonly inner: WindowService,
    private readonly scope: RecordScope,
  ) {}

  async list(caller: Caller, query: WindowListQuery) {
    return this.inner.list(await this.#scoped(caller), query);
  }

  /** Who may write definitions is asked where they are read. */
  preview(caller: Caller, question: WindowPreviewQuestion) {
    return this.inner.preview(caller, question);
  }

  async maintenance(caller: Caller, query: MaintenanceListQuery) {
    return this.inner.maintenance(await this.#scoped(caller), query);
  }

  async standing(caller: Caller, id: string) {
    return this.inner.standing(await this.#scoped(caller), id);
  }

  #scoped(caller: Caller): Promise<Caller> {
    return this.scope.of(caller, ['change'], {
      permissions: [],
      catalog: true,
    });
  }
}
