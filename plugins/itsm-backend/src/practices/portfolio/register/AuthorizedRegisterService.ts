import {
  businessObjectivePermissions,
  demandPermissions,
  servicePermissions,
  trendPermissions,
  type NewPortfolioService,
  type PortfolioServiceBulk,
  type PortfolioServiceListQuery,
  type PortfolioServicePatch,
  type PortfolioServiceTransition,
  type TakeIn,
} from '@callboard/plugin-itsm-common';
import type {
  Authorizer,
  Caller,
  RecordScope,
} from '@callboard/plugin-itsm-node';
import type { RegisterService, ServiceSource } from './RegisterService';

const { create, read, update } = servicePermissions;

/** Reading a service, and which objectives it serves: what is shown of it, asked at once. */
const shown = [read, businessObjectivePermissions.read];

/** What a service can come from: that is noted there. */
const LEADING = [
  ...[demandPermissions.read, demandPermissions.update],
  ...[trendPermissions.read, trendPermissions.update],
];

/** {@link RegisterService} with the permission framework on top: one question per request. */
export class AuthorizedRegisterService implements RegisterService {
  constructor(
    private readonly inner: RegisterService,
    private readonly authorizer: Authorizer,
    private readonly readScope: RecordScope,
  ) {}

  #worker(caller: Caller): Promise<Caller> {
    return this.authorizer.withScopes(caller, [...shown, update]);
  }

  #filer(caller: Caller): Promise<Caller> {
    return this.authorizer.withScopes(caller, [create, ...shown, update]);
  }

  async file(
    caller: Caller,
    service: NewPortfolioService,
    source?: ServiceSource,
  ) {
    const scoped = source?.cameFrom
      ? await this.authorizer.withScopes(caller, [
          ...[create, ...shown, update],
          ...LEADING,
        ])
      : await this.#filer(caller);
    // Whoever may not read what it comes from must not learn of it.
    const all = service.fromRecord ? await this.readScope.of(scoped) : scoped;
    return this.inner.file(all, service, source);
  }

  async takeIn(caller: Caller, wanted: TakeIn) {
    const scoped = await this.#filer(caller);
    await this.authorizer.require(scoped, create);
    return this.inner.takeIn(scoped, wanted);
  }

  async list(caller: Caller, query: PortfolioServiceListQuery) {
    const scoped = await this.authorizer.withScopes(caller, shown);
    return this.inner.list(scoped, query);
  }

  async get(caller: Caller, id: string) {
    return this.inner.get(await this.#worker(caller), id);
  }

  async update(
    caller: Caller,
    id: string,
    patch: PortfolioServicePatch,
    version?: number,
  ) {
    return this.inner.update(await this.#worker(caller), id, patch, version);
  }

  async transition(
    caller: Caller,
    id: string,
    command: PortfolioServiceTransition,
    version?: number,
  ) {
    const scoped = await this.#worker(caller);
    return this.inner.transition(scoped, id, command, version);
  }

  async bulk(caller: Caller, command: PortfolioServiceBulk) {
    return this.inner.bulk(await this.#worker(caller), command);
  }

  async assignToMe(caller: Caller, id: string, version?: number) {
    return this.inner.assignToMe(await this.#worker(caller), id, version);
  }
}
