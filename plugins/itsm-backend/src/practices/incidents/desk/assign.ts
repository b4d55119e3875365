import { requirePerson } from '@callboard/plugin-itsm-common';
import type { Caller, ItsmKernel } from '@callboard/plugin-itsm-node';

type Kernel = Pick<ItsmKernel, 'records'>;

/** How often somebody else may be faster before taking the next one is given up. */
const TRIES = 5;

/**
 * Assigns the most urgent, longest waiting unassigned open incident of the groups to the caller.
 * No lock is held while looking: whoever writes first has it, and the other one goes on to the
 * next, so that two never get the same.
 *
 * @returns the incident's id; undefined if the queue is empty
 */
export async function takeNext(
  kernel: Kernel,
  caller: Caller,
  queue: string,
): Promise<string | undefined> {
  const assigneeRef = requirePerson(caller, 'an incident');
  for (let i = 0; i < TRIES; i += 1) {
    const { items } = await kernel.records.list(caller, {
      types: ['incident'],
      assignee: ['none'],
      category: ['open'],
      owner: [queue],
      sort: 'priority',
      order: 'asc',
      limit: 5,
    });
    if (items.length === 0) return undefined;
    for (const { id, version } of items) {
      try {
        await kernel.records.changeRecord(caller, {
          id,
          set: { assigneeRef },
          expectedVersion: version,
        });
        return id;
      } catch (error) {
        // Somebody else has it by now.
        if ((error as Error).name !== 'ConflictError') throw error;
      }
    }
  }
  return undefined;
}
