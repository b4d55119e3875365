import {
  incidentPermissions,
  type Incident,
  type IncidentListQuery,
  type IncidentPage,
  type IncidentPatch,
  type IncidentTransition,
  type NewIncident,
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

  async file(caller: Caller, incident: NewIncident): Promise<Incident> {
    const scoped = await this.authorizer.withScopes(caller, [
      create,
      read,
      update,
    ]);
    return this.inner.file(scoped, incident);
  }

  async list(caller: Caller, query: IncidentListQuery): Promise<IncidentPage> {
    return this.inner.list(
      await this.authorizer.withScopes(caller, [read]),
      query,
    );
  }

  async get(caller: Caller, id: string): Promise<Incident> {
    return this.inner.get(
      await this.authorizer.withScopes(caller, [read, update]),
      id,
    );
  }

  async update(
    caller: Caller,
    id: string,
    patch: IncidentPatch,
    expectedVersion?: number,
  ): Promise<Incident> {
    const scoped = await this.authorizer.withScopes(caller, [read, update]);
    return this.inner.update(scoped, id, patch, expectedVersion);
  }

  async transition(
    caller: Caller,
    id: string,
    command: IncidentTransition,
    expectedVersion?: number,
  ): Promise<Incident> {
    const scoped = await this.authorizer.withScopes(caller, [read, update]);
    return this.inner.transition(scoped, id, command, expectedVersion);
  }
}
