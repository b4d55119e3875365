import { InputError } from '@backstage/errors';
import { windowFault } from '@callboard/plugin-itsm-common';
import type { RecordRule } from '@callboard/plugin-itsm-node';
import { plannedWindowOf } from '../plannedWindow';

/** A planned window ends after it starts, and is no longer than one window can sensibly be. */
export const windowEndsAfterItStarts: RecordRule = ({ before, after }) => {
  if (
    before?.plannedStart === after.plannedStart &&
    before?.plannedEnd === after.plannedEnd
  )
    return undefined;
  const fault = windowFault(plannedWindowOf(after));
  if (fault) throw new InputError(`${fault.field}: ${fault.words}`);
  return undefined;
};
