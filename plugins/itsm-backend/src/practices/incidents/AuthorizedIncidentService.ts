import {
  incidentPermissions,
  type BulkChange,
  type IncidentListQuery,
  type IncidentPatch,
  type IncidentTransition,
  type MajorIncident,
  type NewIncident,
  type Satisfaction,
} from '@callboard/plugin-itsm-common';
import type { Authorizer, Caller } from '@callboard/plugin-itsm-node';
import type { IncidentService } from './IncidentService';

const { create, read, update } = incidentPermissions;

/** {@link IncidentService} with the permission framework on top: one question per request. */
export class AuthorizedIncidentService implements IncidentService {
  constructor(
    private readonly inner: IncidentService,
    private readonly authorizer: Authorizer,
  ) {}

  #reader(caller: Caller): Promise<Caller> {
    return this.authorizer.withScopes(caller, [read]);
  }

  #worker(caller: Caller): Promise<Caller> {
    return this.authorizer.withScopes(caller, [read, update]);
  }

  async file(caller: Caller, incident: NewIncident) {
    const scoped = await this.authorizer.withScopes(caller, [
      create,
      read,
      update,
    ]);
    return this.inner.file(scoped, incident);
  }

  async list(caller: Caller, query: IncidentListQuery) {
    return this.inner.list(await this.#reader(caller), query);
  }

  async get(caller: Caller, id: string) {
    return this.inner.get(await this.#worker(caller), id);
  }

  async update(
    caller: Caller,
    id: string,
    patch: IncidentPatch,
    version?: number,
  ) {
    return this.inner.update(await this.#worker(caller), id, patch, version);
  }

  async transition(
    caller: Caller,
    id: string,
    command: IncidentTransition,
    version?: number,
  ) {
    const scoped = await this.#worker(caller);
    return this.inner.transition(scoped, id, command, version);
  }

  async bulk(caller: Caller, command: BulkChange) {
    return this.inner.bulk(await this.#worker(caller), command);
  }

  async assignToMe(caller: Caller, id: string, version?: number) {
    return this.inner.assignToMe(await this.#worker(caller), id, version);
  }

  async takeNext(caller: Caller, queue: string) {
    return this.inner.takeNext(await this.#worker(caller), queue);
  }

  async declareMajor(
    caller: Caller,
    id: string,
    major: MajorIncident,
    version?: number,
  ) {
    const scoped = await this.#worker(caller);
    return this.inner.declareMajor(scoped, id, major, version);
  }

  async endMajor(caller: Caller, id: string, version?: number) {
    return this.inner.endMajor(await this.#worker(caller), id, version);
  }

  async disruptions(caller: Caller, services: readonly string[]) {
    return this.inner.disruptions(await this.#reader(caller), services);
  }

  async closeAsDuplicate(
    caller: Caller,
    id: string,
    into: string,
    version?: number,
  ) {
    const scoped = await this.#worker(caller);
    return this.inner.closeAsDuplicate(scoped, id, into, version);
  }

  async merge(caller: Caller, id: string, into: string, version?: number) {
    return this.inner.merge(await this.#worker(caller), id, into, version);
  }

  async rate(caller: Caller, id: string, rating: Satisfaction) {
    return this.inner.rate(await this.#worker(caller), id, rating);
  }
}
