import {
  incidentSummarySchema,
  type Incident,
  type IncidentListQuery,
  type IncidentPage,
  type IncidentPatch,
  type IncidentTransition,
  type NewIncident,
} from '@callboard/plugin-itsm-common';
import type {
  Caller,
  ItsmKernel,
  StoredRecord,
} from '@callboard/plugin-itsm-node';

const TYPE = 'incident';
const SUMMARY_KEYS = Object.keys(incidentSummarySchema.shape);

/** What can be done with incidents, one method a verb. */
export interface IncidentService {
  /** Files an incident. Owner follows from the service, priority from impact and urgency. */
  file(caller: Caller, incident: NewIncident): Promise<Incident>;
  /** Incidents that the caller may read, as a keyset page. */
  list(caller: Caller, query: IncidentListQuery): Promise<IncidentPage>;
  /** One incident by number or id. @throws NotFoundError */
  get(caller: Caller, id: string): Promise<Incident>;
  /**
   * Changes fields.
   *
   * @param expectedVersion - refuses with a conflict if the incident moved on
   */
  update(
    caller: Caller,
    id: string,
    patch: IncidentPatch,
    expectedVersion?: number,
  ): Promise<Incident>;
  /** Moves an incident along its lifecycle. @throws ConflictError if its state does not allow it */
  transition(
    caller: Caller,
    id: string,
    command: IncidentTransition,
    expectedVersion?: number,
  ): Promise<Incident>;
}

/** Incidents through the kernel's door. Knows no permissions: see {@link AuthorizedIncidentService}. */
export class DefaultIncidentService implements IncidentService {
  constructor(private readonly kernel: Pick<ItsmKernel, 'records'>) {}

  async file(caller: Caller, incident: NewIncident): Promise<Incident> {
    const { record } = await this.kernel.records.changeRecord(caller, {
      create: TYPE,
      set: {
        channel: caller.kind === 'user' ? 'portal' : 'api',
        ...incident,
        requesterRef: caller.kind === 'user' ? caller.ref : undefined,
      },
    });
    try {
      return await this.get(caller, record.id);
    } catch (error) {
      if ((error as Error).name !== 'NotFoundError') throw error;
      // A policy may let somebody file and not look: the answer is their receipt, not an error
      // for something that was done.
      return this.get({ ...caller, scopes: undefined }, record.id);
    }
  }

  async list(caller: Caller, query: IncidentListQuery): Promise<IncidentPage> {
    const page = await this.kernel.records.list(caller, {
      ...query,
      types: [TYPE],
    });
    return { ...page, items: page.items.map(record => this.#summary(record)) };
  }

  async get(caller: Caller, id: string): Promise<Incident> {
    const { record, ...view } = await this.kernel.records.view(
      caller,
      id,
      TYPE,
    );
    return { ...this.kernel.records.present(record), ...view } as Incident;
  }

  async update(
    caller: Caller,
    id: string,
    patch: IncidentPatch,
    expectedVersion?: number,
  ): Promise<Incident> {
    await this.kernel.records.changeRecord(caller, {
      id,
      set: patch,
      expectedVersion,
    });
    return this.get(caller, id);
  }

  async transition(
    caller: Caller,
    id: string,
    command: IncidentTransition,
    expectedVersion?: number,
  ): Promise<Incident> {
    const { transition, comment, ...set } = command;
    await this.kernel.records.changeRecord(caller, {
      id,
      transition,
      set,
      expectedVersion,
      comment:
        comment === undefined
          ? undefined
          : { body: comment, audience: 'requester' },
    });
    return this.get(caller, id);
  }

  #summary(record: StoredRecord): IncidentPage['items'][number] {
    const shown = this.kernel.records.present(record);
    return Object.fromEntries(
      SUMMARY_KEYS.filter(key => shown[key] !== undefined).map(key => [
        key,
        shown[key],
      ]),
    ) as IncidentPage['items'][number];
  }
}
