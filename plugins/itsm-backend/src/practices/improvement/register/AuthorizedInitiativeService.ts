import {
  initiativePermissions,
  kpiReadPermission,
  type InitiativeBulk,
  type InitiativeListQuery,
  type InitiativePatch,
  type InitiativePreview,
  type InitiativeTransition,
  type NewInitiative,
} from '@callboard/plugin-itsm-common';
import type {
  Authorizer,
  Caller,
  RecordScope,
} from '@callboard/plugin-itsm-node';
import {
  saysWhatIsMeasured,
  type InitiativeService,
  type InitiativeSource,
} from './InitiativeService';

const { create, read, update } = initiativePermissions;

/** {@link InitiativeService} with the permission framework on top: one question per request. */
export class AuthorizedInitiativeService implements InitiativeService {
  constructor(
    private readonly inner: InitiativeService,
    private readonly authorizer: Authorizer,
    private readonly readScope: RecordScope,
  ) {}

  #worker(caller: Caller): Promise<Caller> {
    return this.authorizer.withScopes(caller, [read, update]);
  }

  /** Whoever has a number measured must be allowed to read it. */
  async #withNumbers(
    caller: Caller,
    permissions: Parameters<Authorizer['withScopes']>[1],
  ): Promise<Caller> {
    const scoped = await this.authorizer.withScopes(caller, [
      ...permissions,
      kpiReadPermission,
    ]);
    await this.authorizer.require(scoped, kpiReadPermission);
    return scoped;
  }

  async file(
    caller: Caller,
    initiative: NewInitiative,
    source?: InitiativeSource,
  ) {
    const asked = [create, read, update];
    // How often something is measured is always said; without a KPI nothing is.
    const scoped = initiative.kpi
      ? await this.#withNumbers(caller, asked)
      : await this.authorizer.withScopes(caller, asked);
    // Whoever may not read what it is about must not learn of it.
    const all = initiative.fromRecord
      ? await this.readScope.of(scoped)
      : scoped;
    return this.inner.file(all, initiative, source);
  }

  async list(caller: Caller, query: InitiativeListQuery) {
    const scoped = await this.authorizer.withScopes(caller, [read]);
    return this.inner.list(scoped, query);
  }

  async get(caller: Caller, id: string) {
    return this.inner.get(await this.#worker(caller), id);
  }

  async update(
    caller: Caller,
    id: string,
    patch: InitiativePatch,
    version?: number,
  ) {
    const scoped = saysWhatIsMeasured(patch)
      ? await this.#withNumbers(caller, [read, update])
      : await this.#worker(caller);
    return this.inner.update(scoped, id, patch, version);
  }

  async transition(
    caller: Caller,
    id: string,
    command: InitiativeTransition,
    version?: number,
  ) {
    const scoped = await this.#worker(caller);
    return this.inner.transition(scoped, id, command, version);
  }

  async bulk(caller: Caller, command: InitiativeBulk) {
    const scoped =
      command.patch && saysWhatIsMeasured(command.patch)
        ? await this.#withNumbers(caller, [read, update])
        : await this.#worker(caller);
    return this.inner.bulk(scoped, command);
  }

  async assignToMe(caller: Caller, id: string, version?: number) {
    return this.inner.assignToMe(await this.#worker(caller), id, version);
  }

  async measures(caller: Caller, id: string) {
    return this.inner.measures(await this.#worker(caller), id);
  }

  async measureNow(caller: Caller, id: string) {
    return this.inner.measureNow(await this.#worker(caller), id);
  }

  async preview(caller: Caller, draft: InitiativePreview) {
    await this.authorizer.require(caller, kpiReadPermission);
    return this.inner.preview(caller, draft);
  }
}
