import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  findWaitingCircle,
  MOST_CHANGES,
  MOST_MILESTONES,
  SERVICE,
  type MilestonePatch,
  type NewMilestone,
  type TransitionListQuery,
  type TransitionPage,
  type TransitionPlan,
} from '@callboard/plugin-itsm-common';
import type {
  Caller,
  ItsmKernel,
  RecordChange,
  RecordView,
  StoredRecord,
} from '@callboard/plugin-itsm-node';
import { v7 as uuidv7 } from 'uuid';
import { DESIGN_NOTES } from './kinds';
import type {
  MilestoneRow,
  MilestoneStore,
  PlannedService,
  PlanRow,
} from './MilestoneStore';
import { readPlace, writePlace } from './place';
import { presentPlans } from './presentPlans';
import { readRecords } from './readRecords';
import { editRefusal, ownersOf } from './standing';

const DEFAULT_LIMIT = 20;
const CHANGE = 'change';

/** Transition plans, one method a verb. All that change something answer the plan as it is then. */
export interface TransitionService {
  list(caller: Caller, query: TransitionListQuery): Promise<TransitionPage>;
  /** @throws NotFoundError */
  get(caller: Caller, id: string): Promise<TransitionPlan>;
  /** @throws InputError for what it waits for and is not of the plan */
  add(
    caller: Caller,
    id: string,
    wanted: NewMilestone,
  ): Promise<TransitionPlan>;
  /** @throws ConflictError if it moved on, InputError for milestones that wait in a circle */
  update(
    caller: Caller,
    id: string,
    milestone: string,
    patch: MilestonePatch,
    expectedVersion?: number,
  ): Promise<TransitionPlan>;
  remove(
    caller: Caller,
    id: string,
    milestone: string,
  ): Promise<TransitionPlan>;
  /** @throws InputError for what is no change, NotFoundError for what the caller may not read */
  linkChange(
    caller: Caller,
    id: string,
    milestone: string,
    change: string,
  ): Promise<TransitionPlan>;
  unlinkChange(
    caller: Caller,
    id: string,
    milestone: string,
    change: string,
  ): Promise<TransitionPlan>;
}

type Tx = Parameters<MilestoneStore['insert']>[0];
type Kernel = Pick<
  ItsmKernel,
  'catalog' | 'clock' | 'recordTypes' | 'records' | 'requireEntity'
>;

const iso = (at: number) => new Date(at).toISOString();

/** How a milestone stands, for the journal: neither words nor people. */
const stood = (row: MilestoneRow, dependsOn: readonly string[]) => ({
  state: row.state,
  plannedFrom: row.plannedFrom,
  plannedTo: row.plannedTo,
  doneAt: row.doneAt ?? null,
  goLive: row.goLive,
  dependsOn: [...dependsOn].sort(),
});

/** Transition plans over the kernel's records. Knows no permissions. */
export class DefaultTransitionService implements TransitionService {
  constructor(
    private readonly kernel: Kernel,
    private readonly deps: {
      store: MilestoneStore;
      /** Puts on the calendar when somebody is told that a milestone is due. */
      remind: (tx: Tx, milestone: MilestoneRow) => Promise<void>;
    },
  ) {}

  async list(
    caller: Caller,
    {
      show = 'open',
      owner,
      status,
      q,
      limit = DEFAULT_LIMIT,
      cursor,
    }: TransitionListQuery,
  ): Promise<TransitionPage> {
    const services = await this.deps.store.planned(caller, {
      open: show === 'open',
      owners: owner?.flatMap(one =>
        one === 'mine' ? [...caller.ownership] : [one],
      ),
      status,
      part: q || undefined,
      after: cursor === undefined ? undefined : readPlace(cursor),
      limit: limit + 1,
    });
    const page = services.slice(0, limit);
    const now = this.kernel.clock.now();
    const plans = await this.#plans(caller, page);
    const last = page[page.length - 1];
    const refs = await this.kernel.catalog.describe(
      plans.flatMap(plan => [
        plan.ownerRef,
        ...plan.milestones.map(milestone => milestone.ownerRef),
      ]),
    );
    return {
      items: plans,
      pageInfo: {
        nextCursor:
          services.length > page.length ? writePlace(last) : undefined,
      },
      now: iso(now),
      refs,
    };
  }

  async get(caller: Caller, id: string): Promise<TransitionPlan> {
    const view = await this.#view(caller, id);
    const { record } = view;
    const [plan] = await this.#plans(caller, [
      {
        id: record.id,
        number: record.number,
        title: record.title,
        status: record.status,
        statusCategory: record.statusCategory,
        ownerRef: record.ownerRef,
        entityRef:
          typeof record.entityRef === 'string' ? record.entityRef : undefined,
        place: 0,
      },
    ]);
    const reason = editRefusal(view);
    const refs = await this.kernel.catalog.describe(
      plan.milestones.map(({ ownerRef }) => ownerRef),
    );
    return {
      ...plan,
      viewer: { canEdit: reason === undefined, reason },
      now: iso(this.kernel.clock.now()),
      refs: { ...view.refs, ...refs },
    };
  }

  async add(
    caller: Caller,
    id: string,
    wanted: NewMilestone,
  ): Promise<TransitionPlan> {
    const record = await this.#editable(caller, id);
    const plan = await this.deps.store.plans([record.id]);
    if (plan.length >= MOST_MILESTONES)
      throw new ConflictError(
        `${record.number} has ${MOST_MILESTONES} milestones, more than anybody can follow; take some off first`,
      );
    const dependsOn = this.#waitsFor(plan, wanted.dependsOn);
    const now = this.kernel.clock.now();
    const milestone: MilestoneRow = {
      id: uuidv7({ msecs: now }),
      recordId: record.id,
      title: wanted.title,
      authorRef: caller.ref,
      state: 'planned',
      ownerRef:
        wanted.ownerRef &&
        (await this.kernel.requireEntity(caller, wanted.ownerRef, 'ownerRef')),
      plannedFrom: Date.parse(wanted.plannedFrom),
      plannedTo: Date.parse(wanted.plannedTo),
      goLive: wanted.goLive,
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    await this.#change(caller, record, {
      kind: DESIGN_NOTES.milestoneAdded,
      payload: { milestone: milestone.id, after: stood(milestone, dependsOn) },
      participants: ownersOf(record, milestone.ownerRef),
      alongside: async tx => {
        await this.#stillThere(tx, dependsOn);
        await this.deps.store.insert(tx, milestone);
        await this.deps.store.setWaits(tx, milestone.id, dependsOn);
        await this.#stillNoCircle(tx, record);
        await this.deps.remind(tx, milestone);
      },
    });
    return this.get(caller, id);
  }

  async update(
    caller: Caller,
    id: string,
    milestoneId: string,
    patch: MilestonePatch,
    expectedVersion?: number,
  ): Promise<TransitionPlan> {
    const record = await this.#editable(caller, id);
    const plan = await this.deps.store.plans([record.id]);
    const before = this.#among(plan, milestoneId);
    if (expectedVersion !== undefined && expectedVersion !== before.version)
      throw new ConflictError(
        'The milestone was changed meanwhile; look at how it stands now',
      );
    const ownerRef =
      typeof patch.ownerRef === 'string'
        ? await this.kernel.requireEntity(caller, patch.ownerRef, 'ownerRef')
        : patch.ownerRef;
    const dependsOn =
      patch.dependsOn === undefined
        ? before.dependsOn
        : this.#waitsFor(plan, patch.dependsOn, before.id);
    const after = this.#patched(before, patch, caller, ownerRef);
    const named =
      ownerRef && ownerRef !== before.ownerRef ? ownerRef : undefined;
    await this.#change(caller, record, {
      kind: DESIGN_NOTES.milestoneChanged,
      payload: {
        milestone: before.id,
        what: Object.keys(patch).sort(),
        before: stood(before, before.dependsOn),
        after: stood(after, dependsOn),
      },
      participants: ownersOf(record, named),
      alongside: async tx => {
        if (!(await this.deps.store.update(tx, after)))
          throw new ConflictError(
            'The milestone was changed meanwhile; look at how it stands now',
          );
        if (patch.dependsOn !== undefined) {
          await this.#stillThere(tx, dependsOn);
          await this.deps.store.setWaits(tx, after.id, dependsOn);
          await this.#stillNoCircle(tx, record);
        }
        await this.deps.remind(tx, after);
      },
    });
    return this.get(caller, id);
  }

  async remove(
    caller: Caller,
    id: string,
    milestoneId: string,
  ): Promise<TransitionPlan> {
    const record = await this.#editable(caller, id);
    const before = this.#among(
      await this.deps.store.plans([record.id]),
      milestoneId,
    );
    await this.#change(caller, record, {
      kind: DESIGN_NOTES.milestoneRemoved,
      payload: {
        milestone: before.id,
        before: stood(before, before.dependsOn),
      },
      alongside: async tx => {
        if (!(await this.deps.store.remove(tx, before.id)))
          throw new NotFoundError('Somebody took it off the plan meanwhile');
        await this.deps.remind(tx, { ...before, state: 'dropped' });
      },
    });
    return this.get(caller, id);
  }

  async linkChange(
    caller: Caller,
    id: string,
    milestoneId: string,
    changeId: string,
  ): Promise<TransitionPlan> {
    const record = await this.#editable(caller, id);
    const milestone = this.#among(
      await this.deps.store.plans([record.id]),
      milestoneId,
    );
    const { record: change } = await this.kernel.records.view(caller, changeId);
    if (change.type !== CHANGE)
      throw new InputError(
        `change: ${change.number} is no change; name one, e.g. CHG-1042`,
      );
    if (milestone.changeIds.includes(change.id)) return this.get(caller, id);
    if (milestone.changeIds.length >= MOST_CHANGES)
      throw new ConflictError(
        `A milestone has at most ${MOST_CHANGES} changes; make it two`,
      );
    const linked = await this.deps.store.isLinked(record.id, change.id);
    await this.#change(caller, record, {
      kind: DESIGN_NOTES.milestoneChanged,
      payload: { milestone: milestone.id, linked: change.id },
      // Both records say that they have to do with each other.
      link: linked ? undefined : { kind: 'relates-to', target: change.number },
      alongside: async tx => {
        await this.#stillThere(tx, [milestone.id]);
        await this.deps.store.addChange(tx, milestone.id, change.id);
      },
    });
    return this.get(caller, id);
  }

  async unlinkChange(
    caller: Caller,
    id: string,
    milestoneId: string,
    changeId: string,
  ): Promise<TransitionPlan> {
    const record = await this.#editable(caller, id);
    const milestone = this.#among(
      await this.deps.store.plans([record.id]),
      milestoneId,
    );
    const { record: change } = await this.kernel.records.view(caller, changeId);
    if (!milestone.changeIds.includes(change.id)) return this.get(caller, id);
    await this.#change(caller, record, {
      kind: DESIGN_NOTES.milestoneChanged,
      payload: { milestone: milestone.id, unlinked: change.id },
      alongside: tx =>
        this.deps.store.removeChange(tx, milestone.id, change.id),
    });
    return this.get(caller, id);
  }

  #view(caller: Caller, id: string): Promise<RecordView> {
    return this.kernel.records.view(caller, id, SERVICE);
  }

  /** @throws NotAllowedError for whoever does not work on the service */
  async #editable(caller: Caller, id: string): Promise<StoredRecord> {
    const view = await this.#view(caller, id);
    const refusal = editRefusal(view);
    if (refusal) throw new NotAllowedError(refusal);
    return view.record;
  }

  #among(plan: readonly PlanRow[], id: string): PlanRow {
    const found = plan.find(milestone => milestone.id === id);
    if (found) return found;
    throw new NotFoundError(
      'There is no such milestone any more; somebody took it off the plan',
    );
  }

  /** @throws InputError for milestones of other plans, and for itself */
  #waitsFor(
    plan: readonly PlanRow[],
    ids: readonly string[],
    itself?: string,
  ): string[] {
    const known = new Set(plan.map(({ id }) => id));
    const unknown = ids.find(id => !known.has(id));
    if (unknown !== undefined)
      throw new InputError(
        `dependsOn: the plan has no milestone ${unknown}; name milestones of the same plan`,
      );
    if (itself !== undefined && ids.includes(itself))
      throw new InputError('dependsOn: a milestone cannot wait for itself');
    return [...new Set(ids)];
  }

  #patched(
    before: PlanRow,
    patch: MilestonePatch,
    caller: Caller,
    ownerRef: string | null | undefined,
  ): MilestoneRow {
    const now = this.kernel.clock.now();
    const state = patch.state ?? before.state;
    const isRenamed = patch.title !== undefined && patch.title !== before.title;
    const doneAt =
      patch.doneAt === undefined ? undefined : Date.parse(patch.doneAt);
    if (doneAt !== undefined && state !== 'done')
      throw new InputError('doneAt: is for a milestone that is done');
    if (doneAt !== undefined && doneAt > now)
      throw new InputError('doneAt: must not be in the future');
    const after: MilestoneRow = {
      ...before,
      ...(isRenamed && { title: patch.title, authorRef: caller.ref }),
      ...(ownerRef !== undefined && { ownerRef: ownerRef ?? undefined }),
      state,
      plannedFrom: patch.plannedFrom
        ? Date.parse(patch.plannedFrom)
        : before.plannedFrom,
      plannedTo: patch.plannedTo
        ? Date.parse(patch.plannedTo)
        : before.plannedTo,
      doneAt: state === 'done' ? doneAt ?? before.doneAt ?? now : undefined,
      goLive: patch.goLive ?? before.goLive,
      version: before.version + 1,
      updatedAt: now,
    };
    if (after.plannedFrom > after.plannedTo)
      throw new InputError('plannedTo: must not be before plannedFrom');
    return after;
  }

  /** @throws ConflictError for milestones that somebody took off the plan since it was read */
  async #stillThere(tx: Tx, ids: readonly string[]): Promise<void> {
    const there = await this.deps.store.there(tx, ids);
    if (ids.some(id => !there.has(id)))
      throw new ConflictError(
        'Somebody took a milestone that this names off the plan meanwhile; look at the plan again',
      );
  }

  /** @throws InputError if milestones wait for each other in a circle, as they are in the transaction */
  async #stillNoCircle(tx: Tx, record: StoredRecord): Promise<void> {
    const plan = await this.deps.store.plans([record.id], tx);
    const circle = findWaitingCircle(
      new Map(plan.map(({ id, dependsOn }) => [id, dependsOn])),
    );
    if (!circle) return;
    const titles = new Map(plan.map(({ id, title }) => [id, title]));
    throw new InputError(
      `dependsOn: milestones would wait for each other in a circle: ${circle
        .map(one => `“${titles.get(one) ?? 'a milestone'}”`)
        .join(' waits for ')}`,
    );
  }

  /** Changes the plan with an entry in the journal of the service, under the lock of that. */
  async #change(
    caller: Caller,
    record: StoredRecord,
    told: Pick<RecordChange, 'participants' | 'link'> & {
      kind: string;
      payload: Readonly<Record<string, unknown>>;
      alongside: (tx: Tx) => Promise<void>;
    },
  ): Promise<void> {
    const { kind, payload, alongside, ...rest } = told;
    await this.kernel.records.changeRecord(
      caller,
      { id: record.id, ...rest, fact: { kind, audience: 'internal', payload } },
      { alongside },
    );
  }

  /** Plans with their changes and where they come to stand. */
  async #plans(
    caller: Caller,
    services: readonly PlannedService[],
  ): Promise<TransitionPage['items']> {
    const rows = await this.deps.store.plans(services.map(({ id }) => id));
    const changes = await readRecords(
      this.kernel,
      caller,
      rows.flatMap(({ changeIds }) => changeIds),
      { types: [CHANGE], keys: ['plannedStart', 'plannedEnd'] },
    );
    const type = this.kernel.recordTypes.all().find(t => t.type === CHANGE);
    return presentPlans({
      services,
      rows,
      changes,
      labelOf: status => type?.lifecycle.states[status]?.label ?? status,
      now: this.kernel.clock.now(),
    });
  }
}
