import {
  SERVICE,
  servicePermissions,
  type MilestonePatch,
  type NewMilestone,
  type TransitionListQuery,
} from '@callboard/plugin-itsm-common';
import type { Caller, ItsmKernel } from '@callboard/plugin-itsm-node';
import type { TransitionService } from './TransitionService';

/**
 * {@link TransitionService} with the permission framework on top: one question per request, for services
 * and their changes.
 */
export class AuthorizedTransitionService implements TransitionService {
  constructor(
    private readonly inner: TransitionService,
    private readonly kernel: Pick<ItsmKernel, 'readScope' | 'recordTypes'>,
  ) {}

  async list(caller: Caller, query: TransitionListQuery) {
    return this.inner.list(await this.#scoped(caller), query);
  }

  async get(caller: Caller, id: string) {
    return this.inner.get(await this.#scoped(caller), id);
  }

  async add(caller: Caller, id: string, wanted: NewMilestone) {
    return this.inner.add(await this.#scoped(caller), id, wanted);
  }

  async update(
    caller: Caller,
    id: string,
    milestone: string,
    patch: MilestonePatch,
    version?: number,
  ) {
    const scoped = await this.#scoped(caller);
    return this.inner.update(scoped, id, milestone, patch, version);
  }

  async remove(caller: Caller, id: string, milestone: string) {
    return this.inner.remove(await this.#scoped(caller), id, milestone);
  }

  async linkChange(
    caller: Caller,
    id: string,
    milestone: string,
    change: string,
  ) {
    const scoped = await this.#scoped(caller);
    return this.inner.linkChange(scoped, id, milestone, change);
  }

  async unlinkChange(
    caller: Caller,
    id: string,
    milestone: string,
    change: string,
  ) {
    const scoped = await this.#scoped(caller);
    return this.inner.unlinkChange(scoped, id, milestone, change);
  }

  #scoped(caller: Caller): Promise<Caller> {
    // The practice of changes may be switched off.
    const types = this.kernel.recordTypes
      .all()
      .map(({ type }) => type)
      .filter(type => type === SERVICE || type === 'change');
    return this.kernel.readScope.of(caller, types, {
      permissions: [servicePermissions.update],
      catalog: true,
    });
  }
}
