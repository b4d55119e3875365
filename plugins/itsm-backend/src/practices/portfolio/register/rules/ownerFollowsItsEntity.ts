import { InputError } from '@backstage/errors';
import {
  setsOwnerFromService,
  type RecordRule,
} from '@callboard/plugin-itsm-node';

const fromService = setsOwnerFromService();

/** A service belongs to who owns its entity, unless somebody says otherwise; without one it stays. */
export const ownerFollowsItsEntity: RecordRule = async input => {
  if (input.after.serviceRef && !input.after.ownerRef) {
    const owner = await fromService(input);
    if (owner?.ownerRef) return owner;
  }
  if (!input.after.ownerRef)
    throw new InputError(
      'ownerRef: name the group that owns the service, or an entity that a group owns',
    );
  return undefined;
};
