import { InputError, NotAllowedError } from '@backstage/errors';
import { hasRole, type Caller } from '@callboard/plugin-itsm-node';
import type { StoredView } from './ViewStore';

/**
 * With whom a view is to be shared. Everybody's lists are for agents to fill; others share with
 * the groups they belong to.
 *
 * @param had - groups it is shared with already: who edits it may leave them
 * @throws NotAllowedError; InputError without a group to share with
 */
export function sharingOf(
  caller: Caller,
  wanted: Pick<StoredView, 'sharing' | 'groups'>,
  had: readonly string[],
): Pick<StoredView, 'sharing' | 'groups'> {
  const { sharing } = wanted;
  const groups = sharing === 'groups' ? [...new Set(wanted.groups)].sort() : [];
  if (sharing === 'groups' && groups.length === 0) {
    throw new InputError('groups: name at least one group to share with');
  }
  const agent = hasRole(caller, 'agent');
  if (sharing === 'everybody' && !agent) {
    throw new NotAllowedError(
      'Sharing a view with everybody is for agents; share it with your groups instead',
    );
  }
  const foreign = groups.find(
    group =>
      !agent && !had.includes(group) && !caller.ownership.includes(group),
  );
  if (foreign) {
    throw new NotAllowedError(
      `groups: you are no member of ${foreign}; share with your own groups`,
    );
  }
  return { sharing, groups };
}
