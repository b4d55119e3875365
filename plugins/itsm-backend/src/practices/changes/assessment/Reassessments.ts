import {
  impactServiceRef,
  SYSTEM_CALLER,
  type DueContext,
  type DueHandler,
  type ItsmKernel,
  type NewDueItem,
  type StoredRecord,
} from '@callboard/plugin-itsm-node';
import type { RecordSummary } from '@callboard/plugin-itsm-common';
import type { ChangeStore } from '../ChangeStore';
import { draftOf } from './AssessmentService';
import type { Assessed, Assessor } from './Assessor';
import {
  conflictsWithout,
  type ConflictStore,
  type Executor,
  type KeptConflict,
  type Transaction,
} from './ConflictStore';
import { MOST_CONFLICTS_KEPT, MOST_MOVED_ITEMS, REASSESS } from './kinds';

/**
 * What is worked out of a change that is put forward and still to be done; afterwards it stays as it was.
 * A draft is its writer's own business: it is assessed where somebody looks at it, and filing one costs no
 * more than that.
 */
const TO_BE_DONE = ['assess', 'authorize', 'scheduled'];
/** In these it is in the way of others. */
const IN_THE_WAY = ['open', 'waiting'];
/** While somebody decides, or has, what was decided on is not made less. */
const DECIDED = ['requested', 'approved'];
const LEVELS = ['low', 'medium', 'high', 'very-high'];

/** Changes that are read, and put on the calendar, at a time. */
const PAGE = 500;
/** What is asked for within a minute is done once. */
const MINUTE_MS = 60_000;
/** What is known of items and definitions is kept for some seconds; by then it is read anew. */
const SETTLED_MS = 8_000;
/** Between two changes of many, so that other work has its turn. */
const SPREAD_MS = 20;

/** Looks at changes anew when something moved that their risk or conflicts follow from. */
export class Reassessments {
  constructor(
    private readonly deps: Pick<
      ItsmKernel,
      'clock' | 'due' | 'records' | 'services'
    > & {
      assessor: Assessor;
      conflicts: ConflictStore;
      store: Pick<ChangeStore, 'affectedOf'>;
    },
  ) {}

  /** Has changes looked at. */
  async ofChanges(ids: readonly string[], executor?: Executor): Promise<void> {
    const now = this.deps.clock.now();
    const items = [...new Set(ids)].map(
      (recordId, n): NewDueItem => ({
        kind: REASSESS.change,
        key: recordId,
        dueAt: now + n * SPREAD_MS,
        payload: { recordId },
      }),
    );
    if (items.length > 0) await this.deps.due.schedule(items, executor);
  }

  /**
   * Has the changes looked at that are connected with items; all, if there are too many of them. Also
   * where none is planned yet: one that is put forward before what moved is known would stay assessed
   * without it.
   */
  async ofItems(items: readonly string[], executor?: Executor): Promise<void> {
    const moved = [...new Set(items)].sort();
    if (moved.length === 0) return;
    if (moved.length > MOST_MOVED_ITEMS) {
      await this.ofAll(executor);
      return;
    }
    await this.deps.due.schedule(
      [
        {
          kind: REASSESS.items,
          // Those that move together often move again.
          key: moved.join(' ').slice(0, 180),
          dueAt: this.deps.clock.now() + SETTLED_MS,
          payload: { items: moved },
        },
      ],
      executor,
    );
  }

  /** Has all changes looked at that are still to be done; asked for again and again, once a minute. */
  async ofAll(executor?: Executor): Promise<void> {
    const settled = this.deps.clock.now() + SETTLED_MS;
    const soon = Math.ceil(settled / MINUTE_MS) * MINUTE_MS;
    await this.deps.due.schedule(
      [{ kind: REASSESS.all, key: 'all', dueAt: soon, payload: {} }],
      executor,
    );
  }

  /** What does it. */
  dueHandlers(): DueHandler[] {
    return [
      {
        kind: REASSESS.change,
        title: 'Assesses a change anew',
        handle: ({ payload }, context) =>
          this.#reassess(String(payload.recordId), context),
      },
      {
        kind: REASSESS.items,
        title: 'Assesses changes anew whose items moved',
        handle: ({ payload }) =>
          this.#reassessAround(payload.items as string[]),
      },
      {
        kind: REASSESS.all,
        title: 'Assesses all changes anew',
        handle: async () => {
          for await (const ids of this.#planned()) await this.ofChanges(ids);
        },
      },
    ];
  }

  async *#planned(): AsyncGenerator<string[]> {
    for (let after = ''; ; ) {
      const ids = await this.deps.conflicts.planned(after, PAGE);
      if (ids.length > 0) yield ids;
      if (ids.length < PAGE) return;
      after = ids[ids.length - 1];
    }
  }

  async #reassessAround(items: readonly string[]): Promise<void> {
    const impact = this.deps.services.find(impactServiceRef);
    for await (const ids of this.#planned()) {
      const others = await this.deps.conflicts.affectedBy(ids);
      const own = new Set(items);
      const { connected } = impact
        ? await impact.connections(SYSTEM_CALLER, { items, others })
        : { connected: new Map() };
      await this.ofChanges(
        others
          .filter(
            one => connected.has(one.id) || one.items.some(ref => own.has(ref)),
          )
          .map(({ id }) => id),
      );
    }
  }

  /**
   * Works out risk and conflicts of a change, and says so if they are others now. Whoever came into conflict
   * with it, or is no more, is looked at as well; for both it is noted at once, so that this ends.
   */
  async #reassess(recordId: string, context: DueContext): Promise<void> {
    const { records, conflicts, assessor, store } = this.deps;
    const change = await records
      .view(SYSTEM_CALLER, recordId, 'change')
      .then(({ record }) => record)
      .catch(error => {
        if (error.name === 'NotFoundError') return undefined;
        throw error;
      });
    if (!change) return;
    const isToBeDone = TO_BE_DONE.includes(change.status);
    const isInTheWay = IN_THE_WAY.includes(change.statusCategory);
    const before = await conflicts.of(recordId);
    let found: Assessed | undefined;
    if (isToBeDone || isInTheWay) {
      const affects = (await store.affectedOf([recordId])).get(recordId) ?? [];
      found = await assessor.look(SYSTEM_CALLER, draftOf(change, affects), {
        recordId,
        since: change.createdAt,
        preApproved: change.preApproved === true,
        forAll: true,
      });
    }
    const now = found ? keptOf(change, found) : [];
    const gone = conflictsWithout(before, now);
    const come = conflictsWithout(now, before);
    const others = new Set(
      [...gone, ...come]
        .filter(({ otherId }) => otherId === recordId)
        .map(one => one.recordId),
    );
    const set = found && isToBeDone ? computedOf(change, found) : {};
    const alongside = async (tx: Transaction) => {
      await conflicts.write(tx, gone, come);
      await this.ofChanges([...others], tx);
    };
    if (Object.keys(set).length > 0)
      await context.command(SYSTEM_CALLER, [{ id: recordId, set }], alongside);
    else if (gone.length + come.length > 0) await context.finish(alongside);
  }
}

/**
 * The conflicts of a change with others, and theirs with it. Of a restricted one the others must not be told, nor counted with.
 */
function keptOf(change: StoredRecord, found: Assessed): KeptConflict[] {
  const told =
    change.visibility === 'internal' &&
    IN_THE_WAY.includes(change.statusCategory);
  const kept: KeptConflict[] = [];
  const recordId = change.id;
  for (const { kind, with: otherId } of found.conflicts) {
    if (!found.neighbours.get(otherId)?.change) continue;
    kept.push({ recordId, otherId, kind });
    if (told) kept.push({ recordId: otherId, otherId: recordId, kind });
  }
  return kept.slice(0, MOST_CONFLICTS_KEPT);
}

/** The fields that are others now. */
function computedOf(
  change: StoredRecord,
  found: Assessed,
): Partial<RecordSummary> & Record<string, unknown> {
  const isDecided = DECIDED.includes(String(change.approval ?? ''));
  const wasRisk = change.risk as string | undefined;
  const isLess =
    wasRisk !== undefined &&
    LEVELS.indexOf(found.risk.level) < LEVELS.indexOf(wasRisk);
  const computed: Record<string, unknown> = {
    risk: isDecided && isLess ? wasRisk : found.risk.level,
    riskScore: found.risk.score,
    conflictCount: found.conflicts.length,
    inFreeze: (isDecided && change.inFreeze === true) || found.inFreeze,
  };
  return Object.fromEntries(
    Object.entries(computed).filter(
      ([key, value]) =>
        // A field that was never set says as much as one that is not so.
        change[key] !== value &&
        !(key === 'inFreeze' && value === false && !change[key]),
    ),
  );
}
