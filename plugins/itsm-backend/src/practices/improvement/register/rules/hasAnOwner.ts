import { InputError } from '@backstage/errors';
import type { RecordRule } from '@callboard/plugin-itsm-node';

/** An initiative that belongs to nobody is done by nobody. */
export const hasAnOwner: RecordRule = ({ after }) => {
  if (!after.ownerRef)
    throw new InputError(
      'ownerRef: name the group that owns the initiative, or a service that a group owns',
    );
  return undefined;
};
