import type { Permission } from '@backstage/plugin-permission-common';
import { cmdbReadPermission } from '@callboard/plugin-itsm-common';
import {
  assertPermitted,
  type Authorizer,
  type Caller,
} from '@callboard/plugin-itsm-node';

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
