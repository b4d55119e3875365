import { NotAllowedError } from '@backstage/errors';
import type { Permission } from '@backstage/plugin-permission-common';
import { cmdbReadPermission } from '@callboard/plugin-itsm-common';
import type { Authorizer, Caller } from '@callboard/plugin-itsm-node';

/** @throws NotAllowedError if the permission, which was asked for with the scopes, is not theirs */
export function assertPermitted(
  { scopes }: Caller,
  { name }: Permission,
): void {
  if (scopes && scopes.get(name) !== 'all') {
    throw new NotAllowedError(
      `You do not have the permission ${name}; ask an administrator of the portal for it`,
    );
  }
}

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
  assertPermitted(scoped, permission);
  return scoped;
}
