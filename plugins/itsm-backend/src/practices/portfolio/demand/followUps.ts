import type { StatusCategory } from '@callboard/plugin-itsm-common';
import {
  fieldChangeOf,
  followUpProjection,
  SYSTEM_CALLER,
  type DueHandler,
  type DueWork,
  type ItsmKernel,
  type Job,
  type Projection,
} from '@callboard/plugin-itsm-node';
import type { DemandStore } from './DemandStore';

const FOLLOW = 'demand.follow';
const RESUME = 'demand.resume';

const HOUR = 3_600_000;
/** Needs that are put on the calendar by one run of the job. */
const AT_ONCE = 500;

const DONE: readonly StatusCategory[] = ['resolved', 'closed'];
/** Said where nobody said more. What it became is named on its page, to those who may read it. */
const THERE = 'What it became is there.';

/** What becomes of a need by what it led to: done when all of that is over and something came of it. */
export function followedTo(
  outcomes: readonly { statusCategory: StatusCategory }[],
): 'done' | 'dropped' | undefined {
  const wanted = outcomes.filter(o => o.statusCategory !== 'cancelled');
  if (outcomes.length === 0) return undefined;
  if (wanted.length === 0) return 'dropped';
  return wanted.every(o => DONE.includes(o.statusCategory))
    ? 'done'
    : undefined;
}

/** Looks at a need again when something that it led to moved. */
export const demandFollowsOutcomes = (
  store: DemandStore,
  due: DueWork,
): Projection => ({
  id: 'demand-outcomes',
  title: 'Needs follow what they became',
  kinds: ['record.transitioned', 'link.added', 'link.removed'],
  // What was so before there was anything to follow is not made up for.
  fromNow: true,
  async apply(tx, entries) {
    const last = new Map(
      entries
        .filter(({ subjectType }) => subjectType === 'record')
        .map(entry => [entry.subjectId, entry]),
    );
    const ids = await store.following([...last.keys()], tx);
    if (ids.length === 0) return;
    const [newest] = entries.slice(-1);
    await due.schedule(
      [...new Set(ids)].map(recordId => ({
        kind: FOLLOW,
        key: recordId,
        dueAt: newest.recordedAt,
        payload: { recordId },
        causedBy: newest.position,
      })),
      tx,
    );
  },
});

/** Puts deferred needs on the calendar. */
export const demandComesBack = (store: DemandStore, due: DueWork): Projection =>
  followUpProjection({
    id: 'demand-deferred',
    title: 'Deferred needs come back',
    kinds: ['record.transitioned', 'record.changed'],
    due,
    among: (ids, tx) => store.among(ids, tx),
    plan(entry) {
      const key = entry.subjectId;
      const until = fieldChangeOf(entry, 'deferredUntil');
      if (!until) return { schedule: [], cancel: [] };
      if (typeof until.after !== 'number')
        return { schedule: [], cancel: [{ kind: RESUME, key }] };
      const item = {
        kind: RESUME,
        key,
        dueAt: until.after,
        payload: { recordId: key },
        causedBy: entry.position,
      };
      return { schedule: [item], cancel: [] };
    },
  });

/** Puts deferred needs on the calendar that nobody told it of: those that were brought in from elsewhere. */
export const demandJob = (
  kernel: Pick<ItsmKernel, 'clock' | 'due'>,
  store: DemandStore,
): Job => ({
  id: 'demand-deferred',
  everyMs: HOUR,
  async run() {
    const now = kernel.clock.now();
    const ids = await store.deferredUntil(now, AT_ONCE);
    if (ids.length === 0) return;
    await kernel.due.schedule(
      ids.map(recordId => ({
        kind: RESUME,
        key: recordId,
        dueAt: now,
        payload: { recordId },
      })),
    );
  },
});

/** What happens to needs by itself. */
export function demandDueHandlers(
  kernel: Pick<ItsmKernel, 'records'>,
  store: DemandStore,
): DueHandler[] {
  const take = (
    id: string,
    transition: string,
    set: Record<string, unknown> = {},
  ) => [{ id, transition, set }];
  return [
    {
      kind: FOLLOW,
      title: 'A need follows what it became',
      async handle({ payload }, context) {
        const { record } = await kernel.records.view(
          SYSTEM_CALLER,
          String(payload.recordId),
        );
        if (record.status !== 'realizing') return;
        const verdict = followedTo(await store.outcomes(record.id));
        if (verdict === 'done')
          await context.command(
            SYSTEM_CALLER,
            take(record.id, 'finish', { answer: record.answer ?? THERE }),
          );
        if (verdict === 'dropped')
          await context.command(SYSTEM_CALLER, take(record.id, 'fall-through'));
      },
    },
    {
      kind: RESUME,
      title: 'Takes up a deferred need again',
      async handle({ payload }, context) {
        const { record } = await kernel.records.view(
          SYSTEM_CALLER,
          String(payload.recordId),
        );
        if (record.status !== 'deferred') return;
        if (Number(record.deferredUntil) > context.now) return;
        await context.command(SYSTEM_CALLER, take(record.id, 'resume'));
      },
    },
  ];
}
