import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import {
  BECOMES_IN,
  DEMAND,
  DEMAND_BECOMES,
  SERVICE,
  type DemandBecomes,
  type DemandBecoming,
  type DemandOutcome,
} from '@callboard/plugin-itsm-common';
import {
  changeFilesRef,
  initiativesRef,
  portfolioServicesRef,
  type Caller,
  type ItsmKernel,
  type RecordView,
  type StoredRecord,
} from '@callboard/plugin-itsm-node';
import type { DemandStore, OutcomeRow } from './DemandStore';

/** The types of records that a need can become. */
const TYPES: Readonly<Record<DemandBecomes, string>> = {
  service: SERVICE,
  change: 'change',
  initiative: 'initiative',
};

/** What a need says, for the first words of what it becomes. */
function storyOf({ number, whoFor, why, evidence }: StoredRecord): string {
  return [
    typeof whoFor === 'string' ? `For ${whoFor}.` : '',
    typeof why === 'string' ? why : '',
    typeof evidence === 'string' ? evidence : '',
    `From ${number}.`,
  ]
    .filter(words => words !== '')
    .join('\n\n');
}

/**
 * What an approved need becomes: a record of another practice, with the caller's own rights there, that the
 * need is linked to. From then on it follows it.
 */
export class Becoming {
  constructor(
    private readonly kernel: Pick<
      ItsmKernel,
      'records' | 'recordTypes' | 'services' | 'clock'
    >,
    private readonly store: DemandStore,
  ) {}

  /** What needs can become here, with the practices that are switched on. */
  possible(): DemandBecomes[] {
    const { services } = this.kernel;
    const refs = {
      service: portfolioServicesRef,
      change: changeFilesRef,
      initiative: initiativesRef,
    };
    return DEMAND_BECOMES.map(({ value }) => value).filter(
      value => services.find<unknown>(refs[value]) !== undefined,
    );
  }

  /** An outcome with the words of its own lifecycle. */
  readonly shown = ({ id: _, ...row }: OutcomeRow): DemandOutcome => ({
    ...row,
    statusLabel:
      this.kernel.recordTypes.all().find(({ type }) => type === row.type)
        ?.lifecycle.states[row.status]?.label ?? row.status,
  });

  /** @throws NotAllowedError, ConflictError, InputError */
  async become(
    caller: Caller,
    { record, viewer }: RecordView,
    becoming: DemandBecoming,
    expectedVersion?: number,
  ): Promise<void> {
    const { records } = this.kernel;
    const { number, status } = record;
    const works = await records.workedOn(caller, [record.id]);
    if (!viewer.canUpdate || !works.has(record.id))
      throw new NotAllowedError(
        `Only those who work on ${number} may say what it becomes`,
      );
    if (!(BECOMES_IN as readonly string[]).includes(status))
      throw new ConflictError(
        `${number} is not approved; something is made of it when it is`,
      );
    if (expectedVersion !== undefined && expectedVersion !== record.version)
      throw new ConflictError(
        `${number} changed meanwhile; look at it again before something is made of it`,
      );
    // What is there already can be named by many at once; what is new is made by one.
    if (becoming.number !== undefined)
      await this.#lead(
        caller,
        record,
        await this.#named(caller, becoming.as, becoming.number),
      );
    else
      await this.#alone(caller, record, async () =>
        this.#lead(
          caller,
          record,
          (await this.#before(record.id, becoming.as)) ??
            (await this.#made(caller, record, becoming)),
        ),
      );
  }

  /** Of two who make something of a need at the same moment the second one is told, and nothing is made twice. */
  async #alone(
    caller: Caller,
    { id, number, version }: StoredRecord,
    work: () => Promise<void>,
  ): Promise<void> {
    const { records, clock } = this.kernel;
    const busy = () =>
      new ConflictError(
        `Somebody else just made something of ${number}; look at what it became`,
      );
    if (!(await this.store.claim(id, clock.now()))) throw busy();
    try {
      const { record } = await records.view(caller, id);
      if (record.version !== version) throw busy();
      await work();
    } finally {
      await this.store.release(id);
    }
  }

  /** Has the need lead to a record, unless it does already. */
  async #lead(
    caller: Caller,
    record: StoredRecord,
    made: { id: string; number: string },
  ): Promise<void> {
    const { records } = this.kernel;
    const there = await this.store.outcomes(record.id);
    const link = there.some(({ id }) => id === made.id)
      ? undefined
      : { kind: 'leads-to' as const, target: made.number };
    if (record.status === 'approved')
      await records.changeRecord(caller, {
        id: record.id,
        transition: 'realize',
        set: { realizedSince: this.kernel.clock.now() },
        link,
      });
    else if (link) await records.changeRecord(caller, { id: record.id, link });
  }

  /** What was made of it before: said twice there is one. What was dropped may be made anew. */
  async #before(id: string, as: DemandBecomes) {
    const outcomes = await this.store.outcomes(id);
    return outcomes.find(
      ({ type, statusCategory }) =>
        type === TYPES[as] && statusCategory !== 'cancelled',
    );
  }

  async #named(caller: Caller, as: DemandBecomes, number: string) {
    const { record } = await this.kernel.records.view(caller, number);
    if (record.type !== TYPES[as])
      throw new InputError(
        `number: ${record.number} is no ${as}; name one, or say what else it becomes`,
      );
    return record;
  }

  async #made(
    caller: Caller,
    demand: StoredRecord,
    { as, title = demand.title, serviceRef }: DemandBecoming,
  ): Promise<{ id: string; number: string }> {
    const { services } = this.kernel;
    const story = storyOf(demand);
    const about = serviceRef ?? demand.serviceRef;
    switch (as) {
      case 'service':
        return this.#found(services.find(portfolioServicesRef), as).propose(
          caller,
          {
            title,
            purpose: story,
            ownerRef: demand.ownerRef,
            cameFrom: demand.number,
          },
        );
      case 'change':
        if (!about)
          throw new InputError(
            'serviceRef: name the service that the change is of; the need is about none',
          );
        return this.#found(services.find(changeFilesRef), as).propose(caller, {
          title,
          serviceRef: about,
          description: story,
          justification:
            typeof demand.why === 'string' ? demand.why : undefined,
        });
      default:
        return this.#found(services.find(initiativesRef), as).propose(caller, {
          title,
          objective: story,
          serviceRef: about,
          ownerRef: demand.ownerRef,
          origin: DEMAND,
          originId: demand.number,
        });
    }
  }

  #found<T>(service: T | undefined, as: DemandBecomes): T {
    if (service === undefined)
      throw new InputError(
        `as: there are no records of the kind ${as} here; say what else it becomes`,
      );
    return service;
  }
}
