import { InputError } from '@backstage/errors';
import type { RecordRule } from '@callboard/plugin-itsm-node';

/** What is said to have happened has happened, and ended after it began. */
export const happenedByNow: RecordRule = ({ before, after, now }) => {
  const start = after.actualStart as number | undefined;
  const end = after.actualEnd as number | undefined;
  for (const key of ['actualStart', 'actualEnd'] as const) {
    const at = after[key] as number | undefined;
    if (at !== before?.[key] && at !== undefined && at > now)
      throw new InputError(
        `${key}: must not be in the future; say when it happened`,
      );
  }
  const moved = start !== before?.actualStart || end !== before?.actualEnd;
  if (moved && start !== undefined && end !== undefined && end < start)
    throw new InputError('actualEnd: must not be before the actual start');
  return undefined;
};
