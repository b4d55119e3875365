import type { Permission } from '@backstage/plugin-permission-common';
import {
  assertPermitted,
  type Authorizer,
  type Caller,
  type ItsmKernel,
} from '@callboard/plugin-itsm-node';

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
  for (const permission of permissions) assertPermitted(asked, permission);
  return asked;
}

/** The caller with all that it takes to know how services do, and some permissions more: one question. */
export const withHealth = (
  kernel: Pick<ItsmKernel, 'readScope' | 'serviceViews'>,
  caller: Caller,
  permissions: readonly Permission[],
): Promise<Caller> =>
  kernel.readScope.of(caller, undefined, {
    permissions: [
      ...permissions,
      ...kernel.serviceViews
        .views()
        .flatMap(({ healthOf, permissions: own = [] }) =>
          healthOf ? own : [],
        ),
    ],
    catalog: true,
  });
