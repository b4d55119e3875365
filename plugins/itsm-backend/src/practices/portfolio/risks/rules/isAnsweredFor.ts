import { InputError } from '@backstage/errors';
import {
  setsOwnerFromService,
  type RecordRule,
} from '@callboard/plugin-itsm-node';

const fromService = setsOwnerFromService();

/** A risk belongs to the owner of the service that it is about, unless somebody says otherwise. */
export const belongsToTheOwnerOfItsService: RecordRule = async input => {
  if (!input.after.serviceRef) return undefined;
  const owner = await fromService(input);
  return owner?.ownerRef ? owner : undefined;
};

/** A risk that belongs to nobody is watched by nobody. */
export const isAnsweredFor: RecordRule = ({ after }) => {
  if (!after.ownerRef)
    throw new InputError(
      'ownerRef: name the group that answers for the risk, or a service that a group owns',
    );
  return undefined;
};
