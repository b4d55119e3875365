import {
  MANAGED_SERVICE_KIND,
  OFFERING_KIND,
  RISK,
  SERVICE,
} from '@callboard/plugin-itsm-common';
import type {
  DueContext,
  DueHandler,
  DueItem,
  ItsmKernel,
  Job,
  JournalRow,
  NewDueItem,
  Projection,
} from '@callboard/plugin-itsm-node';
import type { EntityFactsStore } from './EntityFactsStore';
import type { Profiling } from './Profiling';
import type { ProfileStore } from './ProfileStore';
import { changedSoon, profileWork, PROFILE_WORK } from './work';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Definitions are known everywhere after so long. */
const KNOWN_MS = 3_000;
/** Services that are looked at in one transaction. */
const PORTION = 200;

const ENTITY = ['entity.added', 'entity.changed', 'entity.removed'];
const ITEM = ['ci.created', 'ci.changed', 'ci.merged', 'ci.unmerged'];
const DEFINITION = ['definition.written', 'definition.removed'];
const RECORD = ['record.created', 'record.changed', 'record.transitioned'];
/** Records that a profile is made of. */
const OF_RECORDS = [SERVICE, RISK];
/** Kinds of definitions that checks look at. */
const LOOKED_AT = [
  OFFERING_KIND,
  MANAGED_SERVICE_KIND,
  'agreement',
  'objective',
];

/**
 * Keeps profiles of services up to date: of those that something changed of soon after it did, of all once
 * a day because time passes, and of all when what they are looked at with changes. A portion at a time, by
 * whichever backend takes it.
 */
export class ProfileWork {
  constructor(
    private readonly kernel: Pick<ItsmKernel, 'clock' | 'due'>,
    private readonly deps: {
      store: ProfileStore;
      facts: EntityFactsStore;
      profiling: Profiling;
    },
  ) {}

  /** Plans to look at all services anew. */
  async planAll(dueAt = this.kernel.clock.now()): Promise<void> {
    await this.kernel.due.schedule([
      profileWork(PROFILE_WORK.all, dueAt, { after: '' }),
    ]);
  }

  async #changed(context: DueContext): Promise<void> {
    const { store, profiling } = this.deps;
    const waiting = await store.waiting(PORTION);
    const refs = waiting.map(({ ref }) => ref);
    const profiles = await profiling.profiles(refs, await profiling.basis());
    await context.finish(async tx => {
      await store.write(tx, refs, profiles, context.now);
      await store.settle(tx, waiting);
      if (waiting.length === PORTION)
        await this.kernel.due.schedule([changedSoon(context.now)], tx);
    });
  }

  async #all(item: DueItem, context: DueContext): Promise<void> {
    const { store, facts, profiling } = this.deps;
    const basis = await profiling.basis();
    const after = String(item.payload.after ?? '');
    // What all are looked at with is what the first portion was: if it changed meanwhile, the job
    // finds that out and begins anew.
    const digest = String(item.payload.basis ?? basis.digest);
    const next = await facts.refsAfter(after, PORTION);
    const last = next.length === PORTION ? next[next.length - 1] : undefined;
    const kept = await store.refsAfter(after, last);
    const refs = [...new Set([...next, ...kept])];
    const profiles = await profiling.profiles(refs, basis);
    await context.finish(async tx => {
      if (after === '')
        await store.setState(tx, { begunBasis: digest, begunAt: context.now });
      await store.write(tx, refs, profiles, context.now);
      if (last === undefined) {
        await store.setState(tx, { basis: digest, evaluatedAt: context.now });
        return;
      }
      const payload = { after: last, basis: digest };
      await this.kernel.due.schedule(
        [profileWork(PROFILE_WORK.all, context.now, payload)],
        tx,
      );
    });
  }

  /** What is done later. */
  dueHandlers(): DueHandler[] {
    return [
      {
        kind: PROFILE_WORK.changed,
        title: 'Looks at services that changed',
        handle: (_, context) => this.#changed(context),
      },
      {
        kind: PROFILE_WORK.all,
        title: 'Looks at all services',
        handle: (item, context) => this.#all(item, context),
      },
    ];
  }

  /** Notes which services something changed of. */
  projection(): Projection {
    const { store, facts } = this.deps;
    return {
      id: 'portfolio.profiles',
      title: 'Services that are to be looked at',
      kinds: [...ENTITY, ...ITEM, ...DEFINITION, ...RECORD],
      apply: async (tx, entries) => {
        const of = (kinds: readonly string[]) =>
          entries.filter(entry => kinds.includes(entry.kind));
        const refOf = (entry: JournalRow) => String(entry.payload.ref);
        const entities = of(ENTITY).map(refOf);
        const refs = [
          ...entities,
          ...of(ITEM).map(refOf),
          ...(await facts.around(tx, entities)),
          ...(await store.aboutOf(
            tx,
            of(RECORD).map(entry => entry.subjectId),
            OF_RECORDS,
          )),
        ].filter(ref => /^[a-z]+:[^/]+\/./.test(ref));
        const planned: NewDueItem[] = [];
        const now = this.kernel.clock.now();
        if (refs.length > 0) planned.push(changedSoon(now));
        const looked = of(DEFINITION).some(({ subjectId }) =>
          LOOKED_AT.includes(subjectId.split('/')[0]),
        );
        if (looked)
          planned.push(
            profileWork(PROFILE_WORK.all, now + KNOWN_MS, { after: '' }),
          );
        // The work first, as whoever carries it out locks it before what waits.
        await this.kernel.due.schedule(planned, tx);
        if (refs.length > 0) await store.wait(tx, refs);
      },
      // What it derives is what waits; profiles are made anew of what there is.
      reset: tx => store.clearWaiting(tx),
    };
  }

  /** Begins what has not begun: to look at all by something new, or because a day has passed. */
  job(): Job {
    return {
      id: 'portfolio.profiles',
      everyMs: MINUTE,
      run: async () => {
        const { store, profiling } = this.deps;
        const now = this.kernel.clock.now();
        const [state, { digest }] = await Promise.all([
          store.state(),
          profiling.basis(),
        ]);
        const { basis, begunBasis, begunAt = 0, evaluatedAt = 0 } = state;
        const underWay = begunBasis === digest && now - begunAt < HOUR;
        const isDue = basis !== digest || now - evaluatedAt >= DAY;
        if (isDue && !underWay) await this.planAll(now);
      },
    };
  }
}
