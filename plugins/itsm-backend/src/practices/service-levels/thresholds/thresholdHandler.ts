import {
  SYSTEM_CALLER,
  type DueHandler,
  type ItsmKernel,
} from '@callboard/plugin-itsm-node';
import type { Clocks } from '../clocks/Clocks';
import { changeFor, withoutValues } from './changeFor';
import { THRESHOLD_REACHED, type Awaited } from './planThresholds';
import { reachedNow } from './reachedNow';

/** What will not be otherwise when it is tried again: a group that is gone, a value that cannot be. */
const REFUSALS = ['InputError', 'NotAllowedError'];

/**
 * Does what an agreement says is to be done at a threshold, once. It looks at the clock anew, from the
 * journal. Its item ends in the transaction of its command, and what it did stands in the journal: of
 * several that wait for the same, e.g. after the copy of the clocks was made again, the first does it.
 */
export function thresholdHandler(
  clocks: Clocks,
  kernel: Pick<ItsmKernel, 'records' | 'recordTypes'>,
): DueHandler {
  return {
    kind: THRESHOLD_REACHED,
    title: 'Does what is agreed for a threshold of a clock',
    async handle(item, context) {
      const awaited = item.payload as unknown as Awaited;
      const { now } = context;
      const agreed = await clocks.prepare();
      const told = await clocks.tellAt(awaited.recordId, agreed, now);
      const reached = reachedNow(told, awaited, agreed, {
        now,
        dueAt: item.dueAt,
      });
      if (!reached) return;
      const { record } = await kernel.records.view(
        SYSTEM_CALLER,
        awaited.recordId,
      );
      const type = kernel.recordTypes.all().find(t => t.type === record.type)!;
      const change = changeFor(record, type, reached, awaited.run);
      try {
        await context.command(SYSTEM_CALLER, [change]);
      } catch (error) {
        const refused = REFUSALS.includes((error as Error).name);
        if (!refused || !change.set) throw error;
        await context.command(SYSTEM_CALLER, [withoutValues(change)]);
      }
    },
  };
}
