import { closeRefusal } from '@callboard/plugin-itsm-common';
import {
  SYSTEM_CALLER,
  type DueContext,
  type DueHandler,
  type DueItem,
  type ItsmKernel,
  type StoredRecord,
} from '@callboard/plugin-itsm-node';
import { plannedWindowOf } from '../plannedWindow';
import { FACTS, FOLLOW_UPS } from './kinds';

const DAY = 86_400_000;
/** States in which a change could still have been started. */
const NOT_BEGUN = ['assess', 'authorize', 'scheduled'];

/**
 * Does what happens to changes by itself. Each looks at the change as it is now: if what was planned
 * no longer fits, the item ends without effect.
 */
export function changeDueHandlers(
  kernel: Pick<ItsmKernel, 'records'>,
  autoCloseDays: number,
): DueHandler[] {
  async function changeOf(item: DueItem): Promise<StoredRecord | undefined> {
    try {
      const id = String(item.payload.recordId);
      return (await kernel.records.view(SYSTEM_CALLER, id, 'change')).record;
    } catch (error) {
      if ((error as Error).name === 'NotFoundError') return undefined;
      throw error;
    }
  }

  async function note(
    context: DueContext,
    change: StoredRecord,
    kind: string,
    planned: number,
  ): Promise<void> {
    await context.command(SYSTEM_CALLER, [
      {
        id: change.id,
        fact: { kind, audience: 'requester', payload: { planned } },
      },
    ]);
  }

  return [
    {
      kind: FOLLOW_UPS.autoClose,
      title: 'Closes changes some time after they were finished',
      async handle(item, context) {
        const change = await changeOf(item);
        if (change?.status !== 'review' || closeRefusal(change)) return;
        const done = Math.max(
          change.resolvedAt ?? Infinity,
          Number(change.reviewedAt ?? 0),
        );
        if (done + autoCloseDays * DAY > context.now) return;
        await context.command(SYSTEM_CALLER, [
          {
            id: change.id,
            transition: 'close',
            expectedVersion: change.version,
          },
        ]);
      },
    },
    {
      kind: FOLLOW_UPS.windowBegins,
      title: 'Notes that the window of a scheduled change begins',
      async handle(item, context) {
        const change = await changeOf(item);
        if (change?.status !== 'scheduled') return;
        const { plannedStart = Infinity } = plannedWindowOf(change);
        if (plannedStart > context.now) return;
        await note(context, change, FACTS.began, plannedStart);
      },
    },
    {
      kind: FOLLOW_UPS.windowEnds,
      title: 'Notes that the window of a change ended before the change did',
      async handle(item, context) {
        const change = await changeOf(item);
        if (!change) return;
        const { plannedEnd = Infinity } = plannedWindowOf(change);
        if (plannedEnd > context.now) return;
        if (change.status === 'implement')
          await note(context, change, FACTS.overrun, plannedEnd);
        else if (NOT_BEGUN.includes(change.status))
          await note(context, change, FACTS.missed, plannedEnd);
      },
    },
  ];
}
