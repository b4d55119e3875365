import { InputError } from '@backstage/errors';
import type { RecordRule } from '@callboard/plugin-itsm-node';

/** A retrospective is a team's: its members write the notes. */
export const belongsToATeam: RecordRule = ({ after }) => {
  if (!after.ownerRef)
    throw new InputError(
      'ownerRef: name the team whose retrospective it is, as a group',
    );
  return undefined;
};
