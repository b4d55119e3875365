import {
  BEFORE_OPERATION,
  RUNNING_STATES,
} from '@callboard/plugin-itsm-common';
import {
  SYSTEM_CALLER,
  type DueHandler,
  type ItsmKernel,
} from '@callboard/plugin-itsm-node';
import type { DesignStore, SectionRow } from './DesignStore';
import type { MilestoneRow, MilestoneStore } from './MilestoneStore';

const DAY = 86_400_000;
/** So long before a milestone is to be reached its owner is told. */
const BEFORE = 3 * DAY;

/** Kinds of due work. */
export const DESIGN_WORK = {
  milestone: 'portfolio.milestone',
  review: 'portfolio.section-review',
} as const;

/** What the journal calls milestones and sections where something is said of them by itself. */
export const MILESTONE_SUBJECT = 'milestone';
export const SECTION_SUBJECT = 'design-section';
export const REMINDED = {
  soon: 'milestone.due-soon',
  late: 'milestone.late',
  review: 'design-section.review-due',
} as const;

type Tx = Parameters<MilestoneStore['insert']>[0];
type Due = Pick<ItsmKernel, 'due' | 'clock'>;

/** Puts on the calendar when a milestone is due, or takes that off. */
export function remindOfMilestone({ due, clock }: Due) {
  return async (
    tx: Tx,
    { id, recordId, state, plannedTo }: MilestoneRow,
  ): Promise<void> => {
    const kind = DESIGN_WORK.milestone;
    if (state === 'done' || state === 'dropped') {
      await due.cancel([{ kind, key: id }], tx);
      return;
    }
    const soon = plannedTo - BEFORE;
    // What is planned for tomorrow needs no reminder today; that it is late does.
    const dueAt = soon > clock.now() ? soon : plannedTo;
    await due.schedule(
      [{ kind, key: id, dueAt, payload: { milestone: id, recordId } }],
      tx,
    );
  };
}

/** Puts on the calendar when a section is looked at again, or takes that off. */
export function remindOfReview({ due }: Due) {
  return async (
    tx: Tx,
    { id, recordId, reviewAt }: SectionRow,
  ): Promise<void> => {
    const kind = DESIGN_WORK.review;
    if (reviewAt === undefined) {
      await due.cancel([{ kind, key: id }], tx);
      return;
    }
    await due.schedule(
      [{ kind, key: id, dueAt: reviewAt, payload: { section: id, recordId } }],
      tx,
    );
  };
}

/** States in which somebody works on a plan. */
const FOLLOWED: readonly string[] = ['chartered', ...BEFORE_OPERATION];
/** States in which a design is looked at again. */
const REVIEWED: readonly string[] = [...FOLLOWED, ...RUNNING_STATES];

/** Says once that a milestone is near, and once that it is late; looking late makes no difference. */
export function milestoneHandler(
  kernel: Pick<ItsmKernel, 'journal' | 'due'>,
  store: MilestoneStore,
): DueHandler {
  return {
    kind: DESIGN_WORK.milestone,
    title: 'Tells owners of milestones that those are near, or late',
    async handle(item, context) {
      const id = String(item.payload.milestone);
      await context.finish(async tx => {
        const found = (await store.reminded([id], tx)).get(id);
        const isOpen = found?.state === 'planned' || found?.state === 'active';
        if (!found || !isOpen || !FOLLOWED.includes(found.status)) return;
        const late = found.plannedTo <= context.now;
        if (!late)
          await kernel.due.schedule(
            [
              {
                kind: DESIGN_WORK.milestone,
                key: id,
                dueAt: found.plannedTo,
                payload: item.payload,
              },
            ],
            tx,
          );
        const entries = await kernel.journal.prepare(
          tx,
          SYSTEM_CALLER,
          [
            {
              subjectType: MILESTONE_SUBJECT,
              subjectId: id,
              kind: late ? REMINDED.late : REMINDED.soon,
              at: context.now,
              payload: { recordId: found.recordId, plannedTo: found.plannedTo },
            },
          ],
          new Map([[id, found.journalHead]]),
        );
        await store.keepHead(tx, id, entries.heads.get(id)!);
        await entries.append();
      });
    },
  };
}

/** Says that a section is to be looked at again. */
export function reviewHandler(
  kernel: Pick<ItsmKernel, 'journal'>,
  store: DesignStore,
): DueHandler {
  return {
    kind: DESIGN_WORK.review,
    title: 'Tells owners of design sections that those are to be reviewed',
    async handle(item, context) {
      const id = String(item.payload.section);
      await context.finish(async tx => {
        const found = (await store.reminded([id], tx)).get(id);
        if (!found || found.state === 'not-needed') return;
        if (found.reviewAt === undefined || found.reviewAt > context.now)
          return;
        if (!REVIEWED.includes(found.status)) return;
        const entries = await kernel.journal.prepare(
          tx,
          SYSTEM_CALLER,
          [
            {
              subjectType: SECTION_SUBJECT,
              subjectId: id,
              kind: REMINDED.review,
              at: context.now,
              payload: { recordId: found.recordId, section: found.key },
            },
          ],
          new Map([[id, found.journalHead]]),
        );
        await store.keepHead(tx, id, entries.heads.get(id)!);
        await entries.append();
      });
    },
  };
}
