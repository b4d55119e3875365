import {
  setsOwnerFromService,
  type RecordRule,
} from '@callboard/plugin-itsm-node';

const fromService = setsOwnerFromService();

/** An initiative about a service belongs to its owner, unless somebody says otherwise; without one it stays. */
export const ownerFollowsItsService: RecordRule = async input => {
  if (!input.after.serviceRef) return undefined;
  const owner = await fromService(input);
  return owner?.ownerRef ? owner : undefined;
};
