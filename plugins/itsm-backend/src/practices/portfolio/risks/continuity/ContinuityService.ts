import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  SERVICE_KINDS,
  type ContinuityExportQuery,
  type ContinuityPage,
  type ContinuityPlanInput,
  type ContinuityQuery,
  type RecoveryTestInput,
  type ServiceContinuity,
} from '@callboard/plugin-itsm-common';
import {
  hasRole,
  impactServiceRef,
  portfolioServicesRef,
  type Caller,
  type ItsmKernel,
} from '@callboard/plugin-itsm-node';
import { v7 as uuidv7 } from 'uuid';
import type { ContinuityBook, ContinuityEntry } from './ContinuityBook';
import { ContinuityList } from './ContinuityList';
import type {
  ContinuityTransaction,
  ContinuityStore,
  PlanRow,
  WrittenPlan,
} from './ContinuityStore';
import { presentEntry, presentTest, refsOf } from './present';

/** What the journal calls the continuity of a service. */
export const CONTINUITY_SUBJECT = 'continuity';

const MOST_DEPENDENCIES = 50;

/** What somebody may do with continuity beside reading it; nothing is asked here. */
export type MayWrite = (caller: Caller) => boolean;

/** How services come back, and when that was tried. */
export interface ContinuityService {
  /** Services that the caller may see, the worst gap first. */
  list(caller: Caller, query: ContinuityQuery): Promise<ContinuityPage>;
  /** All of them up to a number, in the same order. */
  rows(
    caller: Caller,
    query: ContinuityExportQuery,
    most: number,
  ): Promise<AsyncIterable<ContinuityEntry>>;
  /** @throws NotFoundError for what is not there, or the caller may not see */
  get(caller: Caller, ref: string): Promise<ServiceContinuity>;
  /** Writes a plan in place of the one that is there. @throws ConflictError for a stale version */
  write(
    caller: Caller,
    ref: string,
    plan: ContinuityPlanInput,
    expectedVersion?: number,
  ): Promise<ServiceContinuity>;
  /** Removes a plan; its tests stay. */
  remove(
    caller: Caller,
    ref: string,
    expectedVersion?: number,
  ): Promise<ServiceContinuity>;
  /** Notes a test. @throws ConflictError where there is no plan that it could be of */
  addTest(
    caller: Caller,
    ref: string,
    test: RecoveryTestInput,
  ): Promise<ServiceContinuity>;
  removeTest(
    caller: Caller,
    ref: string,
    testId: string,
  ): Promise<ServiceContinuity>;
}

/** What of a plan the journal tells: numbers, and nothing of people. */
const told = (plan: PlanRow | undefined) =>
  plan?.rtoMinutes === undefined
    ? null
    : {
        rtoMinutes: plan.rtoMinutes,
        rpoMinutes: plan.rpoMinutes,
        mtdMinutes: plan.mtdMinutes,
        testEveryDays: plan.testEveryDays,
      };

const MOVED_ON =
  'Somebody else changed the continuity plan meanwhile; look at it again';

/** See {@link ContinuityService}. */
export class DefaultContinuityService implements ContinuityService {
  readonly #listing: ContinuityList;

  constructor(
    private readonly kernel: Pick<
      ItsmKernel,
      | 'catalog'
      | 'clock'
      | 'database'
      | 'journal'
      | 'requireEntity'
      | 'services'
    >,
    private readonly deps: {
      store: ContinuityStore;
      book: ContinuityBook;
      mayWrite: MayWrite;
    },
  ) {
    this.#listing = new ContinuityList(kernel, deps.book);
  }

  list(caller: Caller, query: ContinuityQuery): Promise<ContinuityPage> {
    return this.#listing.page(caller, query);
  }

  rows(caller: Caller, query: ContinuityExportQuery, most: number) {
    return this.#listing.rows(caller, query, most);
  }

  async get(caller: Caller, asked: string): Promise<ServiceContinuity> {
    const ref = await this.#service(caller, asked);
    const [[entry], kept] = await Promise.all([
      this.deps.book.of(caller, [ref]),
      this.deps.store.planOf(ref),
    ]);
    if (!entry)
      throw new NotFoundError(
        `There is no ${asked} in the catalog, or you may not see it`,
      );
    const [tests, dependencies, reason] = await Promise.all([
      kept ? this.deps.store.testsOf(kept.id) : [],
      this.#dependencies(caller, ref),
      this.#refusal(caller, entry.service.ownerRef, ref),
    ]);
    return {
      ...presentEntry(entry),
      steps: entry.plan ? kept?.words : undefined,
      tests: tests.map(presentTest),
      dependencies,
      viewer: { canUpdate: reason === undefined, reason },
      refs: await this.kernel.catalog.describe([
        ...refsOf(entry),
        ...tests.map(test => test.byRef),
        ...dependencies.map(one => one.ref),
      ]),
    };
  }

  async write(
    caller: Caller,
    asked: string,
    input: ContinuityPlanInput,
    expectedVersion?: number,
  ): Promise<ServiceContinuity> {
    const ref = await this.#writable(caller, asked);
    const { steps, ...plan } = input;
    const ownerRef =
      plan.ownerRef &&
      (await this.kernel.requireEntity(caller, plan.ownerRef, 'ownerRef'));
    await this.#change(caller, ref, expectedVersion, 'continuity.written', {
      ...plan,
      ownerRef,
      words: steps || undefined,
    });
    return this.get(caller, ref);
  }

  async remove(
    caller: Caller,
    asked: string,
    expectedVersion?: number,
  ): Promise<ServiceContinuity> {
    const ref = await this.#writable(caller, asked);
    const kept = await this.deps.store.planOf(ref);
    if (kept?.rtoMinutes === undefined)
      throw new NotFoundError(`${ref} has no continuity plan to remove`);
    const { testEveryDays } = kept;
    await this.#change(caller, ref, expectedVersion, 'continuity.removed', {
      testEveryDays,
    });
    return this.get(caller, ref);
  }

  async addTest(
    caller: Caller,
    asked: string,
    test: RecoveryTestInput,
  ): Promise<ServiceContinuity> {
    const ref = await this.#writable(caller, asked);
    const at = Date.parse(test.at);
    const now = this.kernel.clock.now();
    if (at > now)
      throw new InputError('at: must have happened; note a test once it was');
    const plan = await this.#plan(ref);
    const { notes, at: _, ...said } = test;
    const id = uuidv7();
    await this.#told(caller, plan, {
      kind: 'continuity.tested',
      payload: {
        test: id,
        at,
        result: test.result,
        rtoMinutes: test.rtoMinutes,
        rpoMinutes: test.rpoMinutes,
      },
      effect: tx =>
        this.deps.store.addTest(tx, {
          ...said,
          id,
          planId: plan.id,
          at,
          words: notes || undefined,
          byRef: caller.ref,
          createdAt: now,
        }),
    });
    return this.get(caller, ref);
  }

  async removeTest(
    caller: Caller,
    asked: string,
    testId: string,
  ): Promise<ServiceContinuity> {
    const ref = await this.#writable(caller, asked);
    const plan = await this.deps.store.planOf(ref);
    const test = plan && (await this.deps.store.findTest(testId, plan.id));
    if (!plan || !test)
      throw new NotFoundError(`${ref} has no such test of its recovery`);
    await this.#told(caller, plan, {
      kind: 'continuity.test-removed',
      payload: { test: testId, at: test.at, result: test.result },
      effect: async tx => {
        if (!(await this.deps.store.removeTest(tx, testId)))
          throw new NotFoundError(`${ref} has no such test of its recovery`);
      },
    });
    return this.get(caller, ref);
  }

  /** What it needs: what is planned to be back last first. */
  async #dependencies(
    caller: Caller,
    ref: string,
  ): Promise<ServiceContinuity['dependencies']> {
    const impact = this.kernel.services.find(impactServiceRef);
    if (!impact) return [];
    const { items } = await impact.needed(caller, [ref]);
    const plans = await this.deps.store.plansAmong(items.map(one => one.ref));
    const rtos = new Map(plans.map(plan => [plan.ref, plan.rtoMinutes]));
    return items
      .filter(item => item.ref !== ref)
      .map(item => ({ ref: item.ref, rtoMinutes: rtos.get(item.ref) }))
      .sort((a, b) => (b.rtoMinutes ?? -1) - (a.rtoMinutes ?? -1))
      .slice(0, MOST_DEPENDENCIES);
  }

  /** @throws NotFoundError */
  async #service(caller: Caller, asked: string): Promise<string> {
    const kinds: readonly string[] = SERVICE_KINDS;
    if (!kinds.includes(asked.split(':')[0]))
      throw new NotFoundError(
        `${asked} is no service; systems, components, APIs and resources are`,
      );
    try {
      return await this.kernel.requireEntity(caller, asked, 'service');
    } catch (error) {
      if ((error as Error).name !== 'InputError') throw error;
      // What is gone from the catalog still has its plan, for those who see all of it.
      const names = await this.kernel.catalog.called([asked]);
      const plan = await this.deps.store.planOf(names.get(asked)!);
      const [gone] = plan ? await this.deps.book.of(caller, [plan.ref]) : [];
      if (gone) return gone.service.ref;
      // It stands in the path.
      throw new NotFoundError(
        `There is no ${asked} in the catalog, or you may not see it`,
      );
    }
  }

  /** @throws NotAllowedError */
  async #writable(caller: Caller, asked: string): Promise<string> {
    const ref = await this.#service(caller, asked);
    const entity = await this.kernel.catalog.find(ref);
    const reason = await this.#refusal(caller, entity?.ownerRef, ref);
    if (reason) throw new NotAllowedError(reason);
    return ref;
  }

  /** Why the caller may not write it; undefined if they may. */
  async #refusal(
    caller: Caller,
    ownerRef: string | undefined,
    ref: string,
  ): Promise<string | undefined> {
    if (!this.deps.mayWrite(caller))
      return 'You do not have the permission itsm.portfolio.update; ask an administrator of the portal for it';
    if (caller.kind === 'system' || hasRole(caller, 'agent')) return undefined;
    if (ownerRef && caller.ownership.includes(ownerRef)) return undefined;
    const services = this.kernel.services.find(portfolioServicesRef);
    const record = (await services?.ofEntities([ref]))?.get(ref);
    if (record?.ownerRef && caller.ownership.includes(record.ownerRef))
      return undefined;
    return 'How a service comes back is for the group that owns it, and for agents; ask one of them';
  }

  /** The plan that there is. @throws ConflictError if there is none */
  async #plan(ref: string): Promise<PlanRow> {
    const plan = await this.deps.store.planOf(ref);
    if (plan?.rtoMinutes === undefined)
      throw new ConflictError('There is no continuity plan yet; add one first');
    return plan;
  }

  async #change(
    caller: Caller,
    ref: string,
    expectedVersion: number | undefined,
    kind: string,
    values: Pick<PlanRow, 'testEveryDays'> & Partial<WrittenPlan>,
  ): Promise<void> {
    const before = await this.deps.store.planOf(ref);
    const version = before?.version ?? 0;
    if (expectedVersion !== undefined && expectedVersion !== version)
      throw new ConflictError(MOVED_ON);
    const next: WrittenPlan = {
      ...values,
      // Whoever changes the numbers beside them did not write the steps.
      wordsByRef:
        before && before.words === values.words
          ? before.wordsByRef
          : caller.ref,
      id: before?.id ?? uuidv7(),
      ref,
      version: version + 1,
      updatedAt: this.kernel.clock.now(),
      updatedByRef: caller.ref,
    };
    await this.#told(
      caller,
      { id: next.id, ref },
      {
        kind,
        payload: { service: ref, before: told(before), after: told(next) },
        effect: async (tx, journalHead) => {
          const done = await this.deps.store.write(
            tx,
            { ...next, journalHead },
            version,
          );
          if (!done) throw new ConflictError(MOVED_ON);
        },
      },
    );
  }

  /** Does something to a plan, and tells the journal of it, in one transaction. */
  async #told(
    caller: Caller,
    plan: Pick<PlanRow, 'id' | 'ref'>,
    what: {
      kind: string;
      payload: Readonly<Record<string, unknown>>;
      effect: (tx: ContinuityTransaction, head: string) => Promise<void>;
    },
  ): Promise<void> {
    await this.kernel.database.transaction(async tx => {
      // Under the lock of the plan: two at once are two links of the chain.
      const head = await this.deps.store.lockHead(tx, plan.id);
      const entries = await this.kernel.journal.prepare(
        tx,
        caller,
        [
          {
            subjectType: CONTINUITY_SUBJECT,
            subjectId: plan.id,
            kind: what.kind,
            payload: what.payload,
          },
        ],
        new Map([[plan.id, head]]),
      );
      const next = entries.heads.get(plan.id)!;
      await what.effect(tx, next);
      await this.deps.store.keepHead(tx, plan.id, next);
      await entries.append();
    });
  }
}
