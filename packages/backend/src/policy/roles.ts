import { BackstageUserInfo } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';

/**
 * What the demo policy tells apart, from the most to the least one may do: `admin` administers
 * the portal, `agent` works on records, `reader` may see all of them, `requester` is everybody else.
 */
export type Role = 'admin' | 'agent' | 'reader' | 'requester';

/** Finds the role of somebody from the groups they belong to. */
export type RoleFinder = (
  user: Pick<BackstageUserInfo, 'ownershipEntityRefs'>,
) => Role;

/** Where each role is given, in the order in which they are looked for. */
const SOURCES: readonly [Role, string][] = [
  ['admin', 'itsm.access.roles.admin'],
  ['agent', 'itsm.access.roles.agent'],
  ['reader', 'demo.policy.readers'],
];

/** Reads from the configuration which groups and users have which role. */
export function readRoles(config: Config): RoleFinder {
  const given = SOURCES.map(([role, key]) => {
    const refs = config.getOptionalStringArray(key) ?? [];
    return {
      role,
      refs: new Set(refs.map(ref => ref.toLocaleLowerCase('en-US'))),
    };
  });
  return user =>
    given.find(({ refs }) =>
      user.ownershipEntityRefs.some(ref => refs.has(ref)),
    )?.role ?? 'requester';
}
