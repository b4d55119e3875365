import { CI_TASK } from '@callboard/plugin-itsm-common';
import {
  SYSTEM_CALLER,
  type DueContext,
  type DueHandler,
  type DueItem,
  type ItsmKernel,
  type JournalRow,
  type NewDueItem,
  type Projection,
} from '@callboard/plugin-itsm-node';
import { CLASS_KIND } from '../classes/definitionKinds';
import { redundancyKind } from '../impact/redundancy';
import { ciRuleKind } from './compliance';
import type { ConfirmationStore } from './ConfirmationStore';
import type { Evaluation, HealthBasis } from './Evaluation';
import {
  keyOf,
  type EvaluationStore,
  type Executor,
  type FindingKey,
  type Tx,
} from './EvaluationStore';
import { HealthFactsStore } from './HealthFactsStore';
import type { HealthStore } from './HealthStore';
import {
  CONFIRMATIONS_DUE,
  CONFIRMATIONS_SUBJECT,
  HEALTH_WORK,
  LANE,
  PORTION,
} from './kinds';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Definitions are known everywhere after so long. */
const KNOWN_MS = 3_000;
const MONDAY = 1;

const ENTITY = ['entity.added', 'entity.changed', 'entity.removed'];
const ITEM = [
  'ci.created',
  'ci.changed',
  'ci.merged',
  'ci.unmerged',
  'ci.retired',
  'ci.restored',
  'ci.stale',
];
const DEFINITION = ['definition.written', 'definition.removed'];
/** Kinds of definitions that items are judged by. */
const JUDGED_BY = [CLASS_KIND, ciRuleKind.kind, redundancyKind.kind];

const GONE = 'It was not found any more when the item was looked at.';

export const nextMidnight = (now: number) => (Math.floor(now / DAY) + 1) * DAY;

type Kernel = Pick<ItsmKernel, 'clock' | 'due' | 'journal' | 'records'>;

/**
 * Looks at items in the background: those that changed soon after they did, all of them once a day
 * because time passes, and all when what they are judged by changes. One portion is one transaction,
 * and one is looked at at a time, by whichever backend takes it.
 */
export class HealthWork {
  constructor(
    private readonly kernel: Kernel,
    private readonly deps: {
      evaluation: Evaluation;
      store: EvaluationStore;
      health: HealthStore;
      confirmations: ConfirmationStore;
    },
  ) {}

  #item(
    kind: string,
    dueAt: number,
    payload: Readonly<Record<string, unknown>> = {},
  ): NewDueItem {
    // A portion that leads to the next one is no chain of rules that set each other off.
    return { kind, key: 'items', dueAt, payload, lane: LANE, depth: 0 };
  }

  /** Plans to look at all items anew, soon. */
  async planAll(dueAt = this.kernel.clock.now(), executor?: Executor) {
    const item = this.#item(HEALTH_WORK.all, dueAt, { after: '' });
    await this.kernel.due.schedule([item], executor);
  }

  /**
   * Looks at items now and keeps what differs, as the first step of a command's transaction.
   *
   * @param then - what the command writes; it runs under the same hold, before items are looked at
   */
  async evaluateIn(
    tx: Tx,
    refs: readonly string[],
    basis: HealthBasis,
    then: () => Promise<void> = async () => {},
  ): Promise<void> {
    await this.deps.store.hold(tx);
    await then();
    await this.#evaluate(tx, refs, basis);
  }

  async #evaluate(
    tx: Tx,
    refs: readonly string[],
    basis: HealthBasis,
  ): Promise<void> {
    const gone = await this.deps.evaluation.evaluate(tx, refs, basis);
    await this.#endTasks(tx, gone);
  }

  async #endTasks(tx: Tx, gone: readonly FindingKey[]): Promise<void> {
    if (gone.length === 0) return;
    const tasks = await this.deps.store.openTasks(tx, gone);
    const now = this.kernel.clock.now();
    await this.kernel.due.schedule(
      gone.flatMap(finding => {
        const recordId = tasks.get(keyOf(finding));
        return recordId === undefined
          ? []
          : [
              {
                kind: HEALTH_WORK.taskEnds,
                key: recordId,
                dueAt: now,
                payload: { recordId },
              },
            ];
      }),
      tx,
    );
  }

  async #changed(context: DueContext): Promise<void> {
    const basis = await this.deps.evaluation.basis();
    await context.finish(async tx => {
      await this.deps.store.hold(tx);
      const refs = await this.deps.store.take(tx, PORTION);
      await this.#evaluate(tx, refs, basis);
      if (refs.length === PORTION)
        await this.kernel.due.schedule(
          [this.#item(HEALTH_WORK.changed, context.now)],
          tx,
        );
    });
  }

  async #all(item: DueItem, context: DueContext): Promise<void> {
    const { store, evaluation } = this.deps;
    const basis = await evaluation.basis();
    const after = String(item.payload.after ?? '');
    // What all are looked at by is what the first portion was: if it changed meanwhile, the job
    // finds that out and begins anew.
    const digest = String(item.payload.basis ?? basis.digest);
    await context.finish(async tx => {
      await store.hold(tx);
      if (after === '')
        await store.setState(tx, { begunBasis: digest, begunAt: context.now });
      const refs = await new HealthFactsStore(tx).refsAfter(after, PORTION);
      const more = refs.length === PORTION;
      const last = more ? refs[refs.length - 1] : undefined;
      const kept = await store.evaluatedAfter(tx, after, last);
      await this.#evaluate(tx, [...new Set([...refs, ...kept])], basis);
      if (last === undefined) {
        await store.setState(tx, { basis: digest, evaluatedAt: context.now });
        return;
      }
      const next = { after: last, basis: digest };
      await this.kernel.due.schedule(
        [this.#item(HEALTH_WORK.all, context.now, next)],
        tx,
      );
    });
  }

  /** Keeps how items were at the end of the day, then looks at all anew. */
  async #day(item: DueItem, context: DueContext): Promise<void> {
    const { store, health } = this.deps;
    await context.finish(async tx => {
      const { evaluatedAt } = await store.hold(tx);
      const day = new Date(item.dueAt - 1).toISOString().slice(0, 10);
      if (evaluatedAt !== undefined) await health.closeDay(tx, day);
      const nextDayAt = nextMidnight(context.now);
      await store.setState(tx, { nextDayAt });
      const items = [
        this.#item(HEALTH_WORK.day, nextDayAt),
        this.#item(HEALTH_WORK.all, context.now, { after: '' }),
      ];
      if (new Date(item.dueAt).getUTCDay() === MONDAY)
        items.push(this.#item(HEALTH_WORK.tellOwners, context.now + HOUR));
      await this.kernel.due.schedule(items, tx);
    });
  }

  async #taskEnds(item: DueItem, context: DueContext): Promise<void> {
    const recordId = String(item.payload.recordId);
    // It may have come back meanwhile.
    if (await this.deps.store.findingOfTask(recordId)) return;
    const view = await this.kernel.records
      .view(SYSTEM_CALLER, recordId, CI_TASK)
      .catch(error => {
        if ((error as Error).name === 'NotFoundError') return undefined;
        throw error;
      });
    if (view?.record.statusCategory !== 'open') return;
    await context.command(SYSTEM_CALLER, [
      {
        id: recordId,
        transition: 'complete',
        expectedVersion: view.record.version,
        set: { resolution: GONE },
      },
    ]);
  }

  /** Notes for each group how many of its items are to be confirmed; its people hear of it. */
  async #tellOwners(context: DueContext): Promise<void> {
    const { confirmations } = this.deps;
    await context.finish(async tx => {
      const due = await confirmations.dueByGroup(tx, context.now);
      const entries = due.map(({ ownerRef, count, id }) => ({
        subjectType: CONFIRMATIONS_SUBJECT,
        subjectId: id,
        kind: CONFIRMATIONS_DUE,
        payload: { owner: ownerRef, count },
      }));
      const prepared = await this.kernel.journal.prepare(
        tx,
        SYSTEM_CALLER,
        entries,
        new Map(),
      );
      await prepared.append();
    });
  }

  /** What is done later. */
  dueHandlers(): DueHandler[] {
    return [
      {
        kind: HEALTH_WORK.changed,
        title: 'Looks at configuration items that changed',
        handle: (_, context) => this.#changed(context),
      },
      {
        kind: HEALTH_WORK.all,
        title: 'Looks at all configuration items',
        handle: (item, context) => this.#all(item, context),
      },
      {
        kind: HEALTH_WORK.day,
        title: 'Keeps how healthy the CMDB was at the end of the day',
        handle: (item, context) => this.#day(item, context),
      },
      {
        kind: HEALTH_WORK.taskEnds,
        title: 'Ends CI tasks whose finding is gone',
        handle: (item, context) => this.#taskEnds(item, context),
      },
      {
        kind: HEALTH_WORK.tellOwners,
        title: 'Tells owners which configuration items they are to confirm',
        handle: (_, context) => this.#tellOwners(context),
      },
    ];
  }

  /** Notes which items changed, or what says something of one that came or went. */
  projection(): Projection {
    const { store } = this.deps;
    const { due, clock } = this.kernel;
    return {
      id: 'cmdb.health',
      title: 'Configuration items whose health is to be looked at',
      kinds: [...ENTITY, ...ITEM, ...DEFINITION],
      apply: async (tx, entries) => {
        const of = (kinds: readonly string[]) =>
          entries.filter(entry => kinds.includes(entry.kind));
        const refOf = (entry: JournalRow) => String(entry.payload.ref);
        const entities = of(ENTITY);
        const items = of(ITEM);
        const cameOrWent = entities.filter(e => e.kind !== 'entity.changed');
        const refs = [
          ...[...entities, ...items].map(refOf),
          ...(await store.saying(tx, cameOrWent.map(refOf))),
          ...(await store.paired(
            tx,
            items.map(e => e.subjectId),
          )),
        ];
        const now = clock.now();
        const planned: NewDueItem[] = [];
        if (refs.length > 0) {
          await store.wait(tx, refs);
          planned.push(this.#item(HEALTH_WORK.changed, now));
        }
        const judged = of(DEFINITION).some(({ subjectId }) =>
          JUDGED_BY.includes(subjectId.split('/')[0]),
        );
        if (judged)
          planned.push(
            this.#item(HEALTH_WORK.all, now + KNOWN_MS, { after: '' }),
          );
        await due.schedule(planned, tx);
      },
      // What it derives is what waits. What was found stays: since when is nowhere else.
      reset: tx => store.clearWaiting(tx),
    };
  }

  /** Begins what has not begun: the first day, and the looking at all by something new. */
  async ensure(): Promise<void> {
    const { store, evaluation } = this.deps;
    const now = this.kernel.clock.now();
    const [state, { digest }] = await Promise.all([
      store.state(),
      evaluation.basis(),
    ]);
    const { begunAt = 0, nextDayAt = 0 } = state;
    const underWay = state.begunBasis === digest && now - begunAt < HOUR;
    if (state.basis !== digest && !underWay) await this.planAll(now);
    const settled = await store.noLongerPaired(PORTION);
    if (settled.length > 0)
      await store.knex.transaction(async tx => {
        await store.wait(tx, settled);
        await this.kernel.due.schedule(
          [this.#item(HEALTH_WORK.changed, now)],
          tx,
        );
      });
    if (nextDayAt + HOUR < now) {
      const at = nextMidnight(now);
      await this.kernel.due.schedule([this.#item(HEALTH_WORK.day, at)]);
      await store.setState(store.knex, { nextDayAt: at });
    }
  }
}
