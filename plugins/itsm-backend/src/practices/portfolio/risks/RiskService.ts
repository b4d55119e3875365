import { ConflictError } from '@backstage/errors';
import {
  requirePerson,
  RISK,
  RISK_MOVED_TRANSITIONS,
  riskSummarySchema,
  type BulkResult,
  type NewRisk,
  type RiskBulk,
  type RiskHeat,
  type RiskHeatQuery,
  type RiskListQuery,
  type RiskPage,
  type RiskPatch,
  type RiskRecord,
  type RiskReview,
  type RiskTransition,
} from '@callboard/plugin-itsm-common';
import {
  assignToCaller,
  changeInBulk,
  shownOrReceipt,
  type Caller,
  type ItsmKernel,
  type RecordValues,
  type StoredRecord,
} from '@callboard/plugin-itsm-node';
import type { RiskStore } from './RiskStore';

const SUMMARY_KEYS = Object.keys(riskSummarySchema.shape);

/**
 * What can be done with risks, one method a verb. Where a method takes `expectedVersion`, it refuses with
 * a conflict if the risk moved on.
 */
export interface RiskService {
  /** @param candidateId - what it came of, if the data led to it */
  file(
    caller: Caller,
    risk: NewRisk,
    candidateId?: string,
  ): Promise<RiskRecord>;
  /** Risks that the caller may read, as a keyset page. */
  list(caller: Caller, query: RiskListQuery): Promise<RiskPage>;
  /** How many risks there are of each likelihood and impact. */
  heat(caller: Caller, query: RiskHeatQuery): Promise<RiskHeat>;
  /** One risk by number or id. @throws NotFoundError */
  get(caller: Caller, id: string): Promise<RiskRecord>;
  update(
    caller: Caller,
    id: string,
    patch: RiskPatch,
    expectedVersion?: number,
  ): Promise<RiskRecord>;
  /** @throws ConflictError if the state does not allow it */
  transition(
    caller: Caller,
    id: string,
    command: RiskTransition,
    expectedVersion?: number,
  ): Promise<RiskRecord>;
  /** Edits or moves many, each on its own, and says what became of each. */
  bulk(caller: Caller, command: RiskBulk): Promise<BulkResult>;
  /** Says that it was reviewed. @throws ConflictError for one that is closed */
  review(
    caller: Caller,
    id: string,
    review: RiskReview,
    expectedVersion?: number,
  ): Promise<RiskRecord>;
  /** Assigns a risk to the caller. */
  assignToMe(
    caller: Caller,
    id: string,
    expectedVersion?: number,
  ): Promise<RiskRecord>;
}

/** What somebody says, as it is stored. */
function stored(values: Readonly<Record<string, unknown>>): RecordValues {
  const set: RecordValues = { ...values };
  for (const key of ['acceptUntil', 'reviewAt'])
    if (typeof set[key] === 'string') set[key] = Date.parse(set[key] as string);
  return set;
}

/** Risks through the kernel's door. Knows no permissions: see {@link AuthorizedRiskService}. */
export class DefaultRiskService implements RiskService {
  constructor(
    private readonly kernel: Pick<ItsmKernel, 'records' | 'clock'>,
    private readonly store: RiskStore,
  ) {}

  async file(
    caller: Caller,
    risk: NewRisk,
    candidateId?: string,
  ): Promise<RiskRecord> {
    const { template, fromRecord, ...values } = risk;
    const isUser = caller.kind === 'user';
    const { record } = await this.kernel.records.changeRecord(caller, {
      create: RISK,
      template,
      link: fromRecord ? { kind: 'relates-to', target: fromRecord } : undefined,
      set: {
        channel: isUser ? 'portal' : 'api',
        ...stored(values),
        candidateId,
        requesterRef: isUser ? caller.ref : undefined,
      },
    });
    return this.#done(caller, record.id);
  }

  async list(caller: Caller, query: RiskListQuery): Promise<RiskPage> {
    const { records } = this.kernel;
    const page = await records.list(caller, {
      ...query,
      types: [RISK],
      keys: SUMMARY_KEYS,
    });
    return {
      ...page,
      items: page.items.map(record => {
        const all: RecordValues = records.present(record);
        return Object.fromEntries(
          SUMMARY_KEYS.filter(key => all[key] !== undefined).map(key => [
            key,
            all[key],
          ]),
        ) as RiskPage['items'][number];
      }),
    };
  }

  heat(caller: Caller, query: RiskHeatQuery): Promise<RiskHeat> {
    const owners = query.owner?.flatMap(ref =>
      ref === 'mine'
        ? caller.ownership.filter(one => one.startsWith('group:'))
        : [ref],
    );
    return this.store.heat({
      readable: this.kernel.records.conditions(caller).readable,
      services: query.service,
      owners,
      closed: query.closed ?? false,
      now: this.kernel.clock.now(),
    });
  }

  async get(caller: Caller, id: string): Promise<RiskRecord> {
    const { records } = this.kernel;
    const { record, viewer, ...view } = await records.view(caller, id, RISK);
    return {
      ...records.present(record),
      ...view,
      // Those that others take, or a day, are no buttons.
      viewer: {
        ...viewer,
        transitions: viewer.transitions.filter(
          ({ name }) => !RISK_MOVED_TRANSITIONS.includes(name),
        ),
      },
    } as unknown as RiskRecord;
  }

  async update(
    caller: Caller,
    id: string,
    patch: RiskPatch,
    expectedVersion?: number,
  ): Promise<RiskRecord> {
    const { number } = await this.#own(caller, id);
    await this.kernel.records.changeRecord(caller, {
      id: number,
      set: stored(patch),
      expectedVersion,
    });
    return this.#done(caller, id);
  }

  async transition(
    caller: Caller,
    id: string,
    command: RiskTransition,
    expectedVersion?: number,
  ): Promise<RiskRecord> {
    await this.#own(caller, id);
    const { transition, comment, ...set } = command;
    await this.kernel.records.changeRecord(caller, {
      id,
      transition,
      set: stored(set),
      expectedVersion,
      comment:
        comment === undefined
          ? undefined
          : { body: comment, audience: 'requester' },
    });
    return this.#done(caller, id);
  }

  bulk(caller: Caller, command: RiskBulk): Promise<BulkResult> {
    return changeInBulk(this, caller, command);
  }

  async review(
    caller: Caller,
    id: string,
    review: RiskReview,
    expectedVersion?: number,
  ): Promise<RiskRecord> {
    const record = await this.#own(caller, id);
    if (record.statusCategory === 'closed')
      throw new ConflictError(
        `${record.number} is closed; reopen it if it matters again`,
      );
    const { note, ...numbers } = review;
    await this.kernel.records.changeRecord(caller, {
      id: record.id,
      set: { ...numbers, reviewedAt: this.kernel.clock.now() },
      expectedVersion,
      comment:
        note === undefined ? undefined : { body: note, audience: 'internal' },
    });
    return this.#done(caller, record.id);
  }

  async assignToMe(
    caller: Caller,
    id: string,
    expectedVersion?: number,
  ): Promise<RiskRecord> {
    // Told first: for a service it makes no sense, whatever it may read.
    requirePerson(caller, 'a risk');
    await this.#own(caller, id);
    await assignToCaller(this.kernel.records, caller, {
      id,
      label: 'a risk',
      expectedVersion,
    });
    return this.#done(caller, id);
  }

  #done(caller: Caller, id: string): Promise<RiskRecord> {
    return shownOrReceipt(caller, who => this.get(who, id));
  }

  /** @throws NotFoundError for a record of another type */
  async #own(caller: Caller, id: string): Promise<StoredRecord> {
    return (await this.kernel.records.view(caller, id, RISK)).record;
  }
}
