import { ConflictError } from '@backstage/errors';
import {
  BUSINESS_OBJECTIVE,
  SERVICE,
  type BulkResult,
  type NewPortfolioService,
  type PortfolioService,
  type PortfolioServiceBulk,
  type PortfolioServiceListQuery,
  type PortfolioServicePage,
  type PortfolioServicePatch,
  type PortfolioServiceTransition,
  type ServiceBinding,
  type ServedObjective,
  type ServiceOrigin,
  type TakeIn,
} from '@callboard/plugin-itsm-common';
import {
  assignToCaller,
  changeInBulk,
  shownOrReceipt,
  type Caller,
  type ItsmKernel,
  type RecordChange,
  type StoredRecord,
} from '@callboard/plugin-itsm-node';
import type { Readiness } from './Readiness';
import { refOfName } from './rules/holdsOneEntity';
import { isGiving, type ServiceStore } from './ServiceStore';
import {
  isGone,
  shown,
  shownViewer,
  stored,
  summaryOf,
  SUMMARY_KEYS,
} from './shown';

/** Where a service comes from, as the product says it. */
export interface ServiceSource {
  origin?: ServiceOrigin;
  /** The number of a record that led to it. */
  cameFrom?: string;
}

/**
 * What can be done with services of the portfolio, one method a verb. Where a method takes
 * `expectedVersion`, it refuses with a conflict if the service moved on.
 */
export interface RegisterService {
  /** Puts a service into the portfolio: an idea, or one that runs already. */
  file(
    caller: Caller,
    service: NewPortfolioService,
    source?: ServiceSource,
  ): Promise<PortfolioService>;
  /** Takes in what runs already, each on its own, and says what became of each. */
  takeIn(caller: Caller, wanted: TakeIn): Promise<BulkResult>;
  /** Services that the caller may read, as a keyset page. */
  list(
    caller: Caller,
    query: PortfolioServiceListQuery,
  ): Promise<PortfolioServicePage>;
  /** One service by number or id. @throws NotFoundError */
  get(caller: Caller, id: string): Promise<PortfolioService>;
  /** Edits fields. @throws ConflictError for an entity or a name that another service has */
  update(
    caller: Caller,
    id: string,
    patch: PortfolioServicePatch,
    expectedVersion?: number,
  ): Promise<PortfolioService>;
  /** Moves a service along. @throws ConflictError if its state, its objectives or its gates do not allow it */
  transition(
    caller: Caller,
    id: string,
    command: PortfolioServiceTransition,
    expectedVersion?: number,
  ): Promise<PortfolioService>;
  /** Edits or moves many, each on its own, and says what became of each. */
  bulk(caller: Caller, command: PortfolioServiceBulk): Promise<BulkResult>;
  /** Assigns a service to the caller. */
  assignToMe(
    caller: Caller,
    id: string,
    expectedVersion?: number,
  ): Promise<PortfolioService>;
}

/** What an index of the database says no to: the entity or the name is another service's. */
const HELD = /services_(bound|given)_idx|services\.(bound|given)_ref/;

/** Whether the database refused it because another service has the entity or the name. */
export const isHeldElsewhere = (error: unknown): boolean => {
  // Errors of a database's own module are not always of this realm's class.
  const message = (error as { message?: unknown } | undefined)?.message;
  return (
    typeof message === 'string' && /unique/i.test(message) && HELD.test(message)
  );
};

/** Services through the kernel's door. Knows no permissions: see {@link AuthorizedRegisterService}. */
export class DefaultRegisterService implements RegisterService {
  constructor(
    private readonly kernel: Pick<
      ItsmKernel,
      'records' | 'catalog' | 'requireEntity'
    >,
    private readonly deps: { store: ServiceStore; readiness: Readiness },
  ) {}

  /** Through the door, with words for what the database alone knows. */
  async #change(caller: Caller, change: RecordChange): Promise<StoredRecord> {
    await this.#assertFree(caller, change);
    try {
      return (await this.kernel.records.changeRecord(caller, change)).record;
    } catch (error) {
      if (!isHeldElsewhere(error)) throw error;
      throw await this.#held(caller, change, error as Error);
    }
  }

  async #held(caller: Caller, change: RecordChange, error: Error) {
    const byName = /given/.test(HELD.exec(error.message)![0]);
    const { entityRef, entityName } = change.set ?? {};
    const id = await this.deps.store.holderOf(
      String(entityRef ?? refOfName(String(entityName))),
    );
    return this.#heldBy(caller, id, byName);
  }

  /** Another one may hold what was renamed by its other name, which no index of the database knows. */
  async #assertFree(caller: Caller, { id, set }: RecordChange): Promise<void> {
    if (typeof set?.entityRef !== 'string') return;
    const holder = await this.deps.store.holderByAnotherName(set.entityRef);
    const own = holder && [holder.id, holder.number].includes(String(id));
    if (holder && !own) throw await this.#heldBy(caller, holder.id, false);
  }

  async #heldBy(caller: Caller, id: string | undefined, byName: boolean) {
    const numbers =
      id && (await this.kernel.records.readableNumbers(caller, [id]));
    const who =
      (numbers && numbers.get(id)) || 'another service of the portfolio';
    return new ConflictError(
      byName
        ? `entityName: ${who} has that name in the catalog; choose another one`
        : `entityRef: it is ${who} already; unbind it there first, or choose another entity`,
    );
  }

  async file(
    caller: Caller,
    { template, fromRecord, runs, ...said }: NewPortfolioService,
    source: ServiceSource = {},
  ): Promise<PortfolioService> {
    const record = await this.#change(caller, {
      create: SERVICE,
      template,
      link: fromRecord ? { kind: 'relates-to', target: fromRecord } : undefined,
      set: {
        channel: caller.kind === 'user' ? 'portal' : 'api',
        ...stored(said),
        origin: runs ? 'running' : source.origin ?? 'idea',
        requesterRef: caller.kind === 'user' ? caller.ref : undefined,
      },
    });
    if (source.cameFrom)
      await this.kernel.records.changeRecord(caller, {
        id: source.cameFrom,
        link: { kind: 'leads-to', target: record.number },
      });
    return this.#done(caller, record.id);
  }

  async takeIn(caller: Caller, { refs }: TakeIn): Promise<BulkResult> {
    const taken = {
      transition: async (who: Caller, ref: string) => {
        const entityRef = await this.kernel.requireEntity(who, ref, 'refs');
        const entity = await this.kernel.catalog.find(entityRef);
        return this.file(who, {
          // A record's title is shorter than what the catalog allows.
          title: (entity?.title ?? entityRef).slice(0, 200),
          entityRef,
          runs: true,
        });
      },
    };
    return changeInBulk({ ...taken, update: taken.transition }, caller, {
      items: refs.map(id => ({ id })),
      transition: 'take-in',
    });
  }

  async list(
    caller: Caller,
    query: PortfolioServiceListQuery,
  ): Promise<PortfolioServicePage> {
    const { records } = this.kernel;
    const { worked } = records.conditions(caller, [SERVICE]);
    let objectives: Awaited<ReturnType<ServiceStore['objectivesOf']>>;
    let managed: Awaited<ReturnType<ServiceStore['managedOf']>>;
    const page = await records.list(
      caller,
      { ...query, types: [SERVICE], keys: SUMMARY_KEYS },
      async ids => {
        [objectives, managed] = await Promise.all([
          this.#objectives(caller, ids),
          this.deps.store.managedOf(worked, ids),
        ]);
      },
    );
    return {
      ...page,
      items: page.items.map(record =>
        summaryOf(records, record, {
          refs: page.refs,
          objectives: objectives.get(record.id),
          managed: managed.get(record.id),
        }),
      ),
    };
  }

  /** What the records serve; nothing of it in a receipt, which asks for no permission. */
  async #objectives(caller: Caller, ids: readonly string[]) {
    if (!caller.scopes || ids.length === 0)
      return new Map<string, ServedObjective[]>();
    const { readable } = this.kernel.records.conditions(caller, [
      BUSINESS_OBJECTIVE,
    ]);
    return this.deps.store.objectivesOf(readable, ids);
  }

  get(caller: Caller, id: string): Promise<PortfolioService> {
    return this.#shown(caller, id);
  }

  #done(caller: Caller, id: string): Promise<PortfolioService> {
    return shownOrReceipt(caller, who => this.#shown(who, id));
  }

  async #shown(caller: Caller, id: string): Promise<PortfolioService> {
    const { records } = this.kernel;
    const { record, ...view } = await records.view(caller, id, SERVICE);
    const [binding, refusals, objectives] = await Promise.all([
      this.#binding(record, isGone(record, view.refs)),
      this.deps.readiness.refusals(
        record,
        view.viewer.transitions.filter(t => t.allowed).map(t => t.name),
      ),
      this.#objectives(caller, [record.id]),
    ]);
    return {
      ...shown(records, record),
      ...view,
      ...(binding === 'gone' ? { entityGone: true } : {}),
      binding,
      objectives: objectives.get(record.id),
      viewer: shownViewer(view.viewer, refusals),
    } as unknown as PortfolioService;
  }

  async #binding(record: StoredRecord, gone: boolean): Promise<ServiceBinding> {
    const { entityRef, entityName } = record;
    const givenRef = record.givenRef as string | undefined;
    if (gone) return 'gone';
    if (entityRef) return entityRef === givenRef ? 'provided' : 'bound';
    if (!givenRef || !isGiving(record.status))
      return entityName ? 'named' : 'none';
    const there = await this.kernel.catalog.find(givenRef);
    const isThere = there?.ref === givenRef && there.removedAt === undefined;
    if (!isThere) return 'given';
    const says = await this.deps.store.saysItIs(givenRef);
    return says === record.number ? 'given' : 'taken';
  }

  async update(
    caller: Caller,
    id: string,
    patch: PortfolioServicePatch,
    expectedVersion?: number,
  ): Promise<PortfolioService> {
    const set = stored(patch);
    const record = await this.#change(caller, { id, set, expectedVersion });
    return this.#done(caller, record.id);
  }

  async transition(
    caller: Caller,
    id: string,
    command: PortfolioServiceTransition,
    expectedVersion?: number,
  ): Promise<PortfolioService> {
    const { transition, comment, ...said } = command;
    const set = stored(said);
    const { record, viewer } = await this.kernel.records.view(
      caller,
      id,
      SERVICE,
    );
    // What the state or the caller's standing does not allow, the door says.
    const allowed = viewer.transitions.some(
      t => t.name === transition && t.allowed,
    );
    if (allowed) {
      const refusals = await this.deps.readiness.refusals(
        record,
        [transition],
        set,
      );
      const reason = refusals.get(transition);
      if (reason) throw new ConflictError(reason);
    }
    await this.#change(caller, {
      id: record.id,
      transition,
      set,
      expectedVersion,
      comment:
        comment === undefined
          ? undefined
          : { body: comment, audience: 'requester' },
    });
    return this.#done(caller, record.id);
  }

  bulk(caller: Caller, command: PortfolioServiceBulk): Promise<BulkResult> {
    return changeInBulk(this, caller, command);
  }

  async assignToMe(
    caller: Caller,
    id: string,
    expectedVersion?: number,
  ): Promise<PortfolioService> {
    await assignToCaller(this.kernel.records, caller, {
      id,
      label: 'a service',
      expectedVersion,
    });
    return this.#done(caller, id);
  }
}
