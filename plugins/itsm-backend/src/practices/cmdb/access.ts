import { NotAllowedError } from '@backstage/errors';
import type { Permission } from '@backstage/plugin-permission-common';
import { cmdbReadPermission } from '@callboard/plugin-itsm-common';
import type { Authorizer, Caller } from '@callboard/plugin-itsm-node';

/**
 * The caller, if they have a permission of the practice, and with whether they may see all of the
 * catalog: both are asked in one call.
 *
 * @throws NotAllowedError
 */
export async function permitted(
  authorizer: Pick<Authorizer, 'withScopes'>,
  caller: Caller,
  permission: Permission = cmdbReadPermission,
): Promise<Caller> {
  const scoped = await authorizer.withScopes(caller, [permission], {
    catalog: true,
  });
  const { name } = permission;
  if (scoped.scopes && scoped.scopes.get(name) !== 'all') {
    throw new NotAllowedError(
      `You do not have the permission ${name}; ask an administrator of the portal for it`,
    );
  }
  return scoped;
}
