import {
  riskPermissions,
  servicePermissions,
  type DesignSectionKey,
  type NewDesignEvidence,
  type SectionMoveCommand,
  type SectionPatch,
} from '@callboard/plugin-itsm-common';
import type { Caller, ItsmKernel } from '@callboard/plugin-itsm-node';
import type { DesignService } from './DesignService';

/**
 * {@link DesignService} with the permission framework on top: one question per request, for the service,
 * the records that evidence leads to, and what practices tell of it.
 */
export class AuthorizedDesignService implements DesignService {
  constructor(
    private readonly inner: DesignService,
    private readonly kernel: Pick<ItsmKernel, 'readScope' | 'serviceViews'>,
  ) {}

  async get(caller: Caller, id: string) {
    return this.inner.get(await this.#scoped(caller), id);
  }

  async gates(caller: Caller, id: string) {
    return this.inner.gates(await this.#scoped(caller), id);
  }

  async write(
    caller: Caller,
    id: string,
    section: DesignSectionKey,
    patch: SectionPatch,
    version?: number,
  ) {
    const scoped = await this.#scoped(caller);
    return this.inner.write(scoped, id, section, patch, version);
  }

  async move(
    caller: Caller,
    id: string,
    section: DesignSectionKey,
    command: SectionMoveCommand,
    version?: number,
  ) {
    const scoped = await this.#scoped(caller);
    return this.inner.move(scoped, id, section, command, version);
  }

  async addEvidence(
    caller: Caller,
    id: string,
    section: DesignSectionKey,
    evidence: NewDesignEvidence,
  ) {
    const scoped = await this.#scoped(caller);
    return this.inner.addEvidence(scoped, id, section, evidence);
  }

  async removeEvidence(
    caller: Caller,
    id: string,
    section: DesignSectionKey,
    evidence: string,
  ) {
    const scoped = await this.#scoped(caller);
    return this.inner.removeEvidence(scoped, id, section, evidence);
  }

  async applyTemplate(caller: Caller, id: string, template: string) {
    return this.inner.applyTemplate(await this.#scoped(caller), id, template);
  }

  #scoped(caller: Caller): Promise<Caller> {
    const told = this.kernel.serviceViews
      .views()
      .flatMap(({ permissions = [] }) => permissions);
    return this.kernel.readScope.of(caller, undefined, {
      permissions: [servicePermissions.update, riskPermissions.read, ...told],
      catalog: true,
    });
  }
}
