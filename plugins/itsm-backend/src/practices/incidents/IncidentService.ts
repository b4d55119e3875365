import { NotAllowedError } from '@backstage/errors';
import {
  incidentSummarySchema,
  type BulkChange,
  type BulkResult,
  type Disruption,
  type Incident,
  type IncidentListQuery,
  type IncidentPage,
  type IncidentPatch,
  type IncidentTransition,
  type MajorIncident,
  type NewIncident,
  type RefInfo,
  type Satisfaction,
} from '@callboard/plugin-itsm-common';
import {
  assignToCaller,
  changeInBulk,
  shownOrReceipt,
  type Caller,
  type ItsmKernel,
  type StoredRecord,
} from '@callboard/plugin-itsm-node';
import { checkCategory } from './categories';
import { takeNext } from './desk/assign';
import { closeAsDuplicate, mergeIncident } from './desk/join';
import { declareMajor, disruptions, endMajor } from './desk/major';
import type { IncidentStore } from './IncidentStore';

const TYPE = 'incident';

const SUMMARY_KEYS = Object.keys(incidentSummarySchema.shape);

/**
 * What can be done with incidents, one method a verb. Where a method takes `expectedVersion`, it
 * refuses with a conflict if the incident moved on.
 */
export interface IncidentService {
  /** Files an incident. Owner follows from the service, priority from impact and urgency. */
  file(caller: Caller, incident: NewIncident): Promise<Incident>;
  /** Incidents that the caller may read, as a keyset page. */
  list(caller: Caller, query: IncidentListQuery): Promise<IncidentPage>;
  /** One incident by number or id. @throws NotFoundError */
  get(caller: Caller, id: string): Promise<Incident>;
  /** Changes fields. */
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
  /** Changes or moves many, each on its own, and says what became of each. */
  bulk(caller: Caller, command: BulkChange): Promise<BulkResult>;
  /** Assigns an incident to the caller. */
  assignToMe(
    caller: Caller,
    id: string,
    expectedVersion?: number,
  ): Promise<Incident>;
  /** Assigns the most urgent, longest waiting incident of a queue; undefined if it is empty. */
  takeNext(caller: Caller, queue: string): Promise<Incident | undefined>;
  /** Declares a major incident, or brings what is known up to date. */
  declareMajor(
    caller: Caller,
    id: string,
    major: MajorIncident,
    expectedVersion?: number,
  ): Promise<Incident>;
  endMajor(
    caller: Caller,
    id: string,
    expectedVersion?: number,
  ): Promise<Incident>;
  /** Announced major incidents of services; what they say is for everybody. */
  disruptions(
    caller: Caller,
    services: readonly string[],
  ): Promise<{ items: Disruption[]; refs: Record<string, RefInfo> }>;
  /** Resolves an incident as a duplicate; who waits for it watches the other one. */
  closeAsDuplicate(
    caller: Caller,
    id: string,
    into: string,
    expectedVersion?: number,
  ): Promise<Incident>;
  /** Closes as a duplicate and carries comments, links and watchers over. */
  merge(
    caller: Caller,
    id: string,
    into: string,
    expectedVersion?: number,
  ): Promise<Incident>;
  /** Keeps how satisfied the requester is. @throws NotAllowedError for anybody else */
  rate(caller: Caller, id: string, rating: Satisfaction): Promise<Incident>;
}

/** Incidents through the kernel's door. Knows no permissions: see {@link AuthorizedIncidentService}. */
export class DefaultIncidentService implements IncidentService {
  constructor(
    private readonly kernel: Pick<
      ItsmKernel,
      'records' | 'catalog' | 'clock' | 'definitions'
    >,
    private readonly store: IncidentStore,
  ) {}

  async file(caller: Caller, incident: NewIncident): Promise<Incident> {
    await checkCategory(this.kernel.definitions, incident);
    const { template, ...values } = incident;
    const { record } = await this.kernel.records.changeRecord(caller, {
      create: TYPE,
      template,
      set: {
        channel: caller.kind === 'user' ? 'portal' : 'api',
        ...values,
        requesterRef: caller.kind === 'user' ? caller.ref : undefined,
      },
    });
    return this.#done(caller, record.id);
  }

  /** What was done, for whoever did it; a receipt if it is out of their sight now. */
  #done(caller: Caller, id: string): Promise<Incident> {
    return shownOrReceipt(caller, who => this.get(who, id));
  }

  async list(caller: Caller, query: IncidentListQuery): Promise<IncidentPage> {
    const page = await this.kernel.records.list(caller, {
      ...query,
      types: [TYPE],
      keys: SUMMARY_KEYS,
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
    if (patch.category || patch.subcategory) {
      const { record } = await this.kernel.records.view(caller, id, TYPE);
      await checkCategory(this.kernel.definitions, patch, {
        category: record.category,
      });
    }
    await this.kernel.records.changeRecord(caller, {
      id,
      set: patch,
      expectedVersion,
    });
    return this.#done(caller, id);
  }

  async transition(
    caller: Caller,
    id: string,
    command: IncidentTransition,
    expectedVersion?: number,
  ): Promise<Incident> {
    const { transition, comment, holdUntil, ...set } = command;
    await this.kernel.records.changeRecord(caller, {
      id,
      transition,
      set: holdUntil ? { ...set, holdUntil: Date.parse(holdUntil) } : set,
      expectedVersion,
      comment:
        comment === undefined
          ? undefined
          : { body: comment, audience: 'requester' },
    });
    return this.#done(caller, id);
  }

  bulk(caller: Caller, command: BulkChange): Promise<BulkResult> {
    return changeInBulk(this, caller, command);
  }

  async assignToMe(
    caller: Caller,
    id: string,
    expectedVersion?: number,
  ): Promise<Incident> {
    await assignToCaller(this.kernel.records, caller, {
      id,
      label: 'an incident',
      expectedVersion,
    });
    return this.#done(caller, id);
  }

  async takeNext(caller: Caller, queue: string): Promise<Incident | undefined> {
    const id = await takeNext(this.kernel, caller, queue);
    return id === undefined ? undefined : this.#done(caller, id);
  }

  async declareMajor(
    caller: Caller,
    id: string,
    major: MajorIncident,
    expectedVersion?: number,
  ): Promise<Incident> {
    await declareMajor(this.kernel, caller, id, major, expectedVersion);
    return this.#done(caller, id);
  }

  async endMajor(
    caller: Caller,
    id: string,
    expectedVersion?: number,
  ): Promise<Incident> {
    await endMajor(this.kernel, caller, id, expectedVersion);
    return this.#done(caller, id);
  }

  disruptions(caller: Caller, services: readonly string[]) {
    return disruptions(this.kernel, this.store, caller, services);
  }

  async closeAsDuplicate(
    caller: Caller,
    id: string,
    into: string,
    expectedVersion?: number,
  ): Promise<Incident> {
    await closeAsDuplicate(this.kernel, caller, id, into, expectedVersion);
    return this.#done(caller, id);
  }

  async merge(
    caller: Caller,
    id: string,
    into: string,
    expectedVersion?: number,
  ): Promise<Incident> {
    const { records } = this.kernel;
    await mergeIncident(
      {
        records,
        comments: async (who, of) =>
          (
            await records.journal(who, of, { show: 'comments', limit: 200 })
          ).items.reverse(),
        entityLinks: of => this.store.entityLinks(of),
      },
      caller,
      id,
      into,
      expectedVersion,
    );
    return this.#done(caller, id);
  }

  async rate(
    caller: Caller,
    id: string,
    rating: Satisfaction,
  ): Promise<Incident> {
    const { viewer, record } = await this.kernel.records.view(caller, id, TYPE);
    if (!viewer.standing.includes('requester')) {
      throw new NotAllowedError(
        `Only who ${record.number} is for can say how satisfied they are`,
      );
    }
    await this.kernel.records.changeRecord(caller, {
      id,
      set: {
        satisfaction: rating.score,
        satisfactionComment: rating.comment ?? null,
      },
    });
    return this.#done(caller, id);
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
