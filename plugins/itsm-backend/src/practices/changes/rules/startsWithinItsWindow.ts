import { ConflictError } from '@backstage/errors';
import { startRefusal } from '@callboard/plugin-itsm-common';
import type { RecordRule } from '@callboard/plugin-itsm-node';
import { plannedWindowOf } from '../plannedWindow';

/** A change starts within its planned window, or a little before it. */
export const startsWithinItsWindow: RecordRule = ({
  after,
  transition,
  now,
}) => {
  if (transition !== 'start') return undefined;
  const refusal = startRefusal(plannedWindowOf(after), now);
  if (refusal) throw new ConflictError(refusal);
  return undefined;
};
