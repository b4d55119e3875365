import { NotAllowedError } from '@backstage/errors';
import type { Permission } from '@backstage/plugin-permission-common';
import type { Authorizer, Caller } from '@callboard/plugin-itsm-node';

/**
 * The caller, if they have the permissions, and with whether they may see all of the catalog: one question.
 *
 * @throws NotAllowedError that names the permission
 */
export async function permitted(
  authorizer: Authorizer,
  caller: Caller,
  permissions: readonly Permission[],
): Promise<Caller> {
  const asked = await authorizer.withScopes(caller, permissions, {
    catalog: true,
  });
  for (const { name } of permissions)
    if (asked.scopes && asked.scopes.get(name) !== 'all')
      throw new NotAllowedError(
        `You do not have the permission ${name}; ask an administrator of the portal for it`,
      );
  return asked;
}
