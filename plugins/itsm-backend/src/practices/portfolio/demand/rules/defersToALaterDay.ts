import { InputError } from '@backstage/errors';
import type { RecordRule } from '@callboard/plugin-itsm-node';

/** What is deferred is looked at again on a day that is still to come. */
export const defersToALaterDay: RecordRule = ({ set, after, now }) => {
  if (typeof set.deferredUntil === 'number' && set.deferredUntil <= now)
    throw new InputError(
      'deferredUntil: must be a day that is still to come; to look at it now, assess it',
    );
  if (after.status !== 'deferred' && set.deferredUntil !== undefined)
    throw new InputError(
      'deferredUntil: is said when it is deferred; defer it to say when it is looked at again',
    );
  return undefined;
};
