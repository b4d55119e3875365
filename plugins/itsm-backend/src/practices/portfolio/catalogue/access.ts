import type { Permission } from '@backstage/plugin-permission-common';
import {
  assertPermitted,
  hasRole,
  type Authorizer,
  type Caller,
  type ItsmKernel,
  type PortfolioServiceBrief,
} from '@callboard/plugin-itsm-node';

/** Whether somebody works on a service or its record, by who owns it or has it. */
export const worksOn = (
  caller: Caller,
  refs: readonly (string | undefined)[],
): boolean =>
  hasRole(caller, 'agent') ||
  refs.some(ref => ref !== undefined && caller.ownership.includes(ref));

/** What of the record of a service somebody is told by its checks. */
export interface SeenRecord {
  /** Whether they may read it: what checks say of what stands in it is for them alone. */
  isReadable: boolean;
  /** Its number, if they work on it as well: where checks lead. */
  number?: string;
}

/** @param record - as the caller may read it; undefined where they may not */
export const seenRecord = (
  caller: Caller,
  record: PortfolioServiceBrief | undefined,
): SeenRecord => ({
  isReadable: record !== undefined,
  number:
    record && worksOn(caller, [record.ownerRef, record.assigneeRef])
      ? record.number
      : undefined,
});

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
