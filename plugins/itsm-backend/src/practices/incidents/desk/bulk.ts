import type { BulkChange, BulkResult } from '@callboard/plugin-itsm-common';
import type { Caller } from '@callboard/plugin-itsm-node';
import type { IncidentService } from '../IncidentService';

/** What may be told: the rest is a fault of ours and ends the call. */
const TOLD = [
  'ConflictError',
  'InputError',
  'NotAllowedError',
  'NotFoundError',
];

/**
 * Changes incidents one after the other, each in a command of its own: what cannot be done to one
 * does not hold back the others, and every result is told.
 */
export async function changeInBulk(
  incidents: Pick<IncidentService, 'update' | 'transition'>,
  caller: Caller,
  command: BulkChange,
): Promise<BulkResult> {
  const items: BulkResult['items'] = [];
  for (const { id, version } of command.items) {
    try {
      const { number } = command.patch
        ? await incidents.update(caller, id, command.patch, version)
        : await incidents.transition(caller, id, command.transition!, version);
      items.push({ id, number, done: true });
    } catch (error) {
      const { name, message } = error as Error;
      if (!TOLD.includes(name)) throw error;
      items.push({ id, done: false, reason: message });
    }
  }
  return { items };
}
