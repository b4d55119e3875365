import { InputError } from '@backstage/errors';
import type { RecordRule } from '@callboard/plugin-itsm-node';

/** A baseline lies in the past, and ends after it began. */
export const comparesWithThePast: RecordRule = ({ before, after, now }) => {
  const from = after.baselineFrom as number | undefined;
  const to = after.baselineTo as number | undefined;
  if (from === before?.baselineFrom && to === before?.baselineTo)
    return undefined;
  if ((from === undefined) !== (to === undefined))
    throw new InputError(
      'baselineTo: say from when to when the baseline is, or neither',
    );
  if (from === undefined || to === undefined) return undefined;
  if (from >= to)
    throw new InputError('baselineTo: must be after the baseline begins');
  if (to > now)
    throw new InputError(
      'baselineTo: must be over; compare with a time that has passed',
    );
  return undefined;
};
