import { NotAllowedError } from '@backstage/errors';
import type { Permission } from '@backstage/plugin-permission-common';
import { hasRole, type Caller } from '@callboard/plugin-itsm-node';

/** @throws NotAllowedError if the permission, which was asked for with the scopes, is not theirs */
export function assertPermitted(
  { scopes }: Caller,
  { name }: Permission,
): void {
  if (scopes && scopes.get(name) !== 'all')
    throw new NotAllowedError(
      `You do not have the permission ${name}; ask an administrator of the portal for it`,
    );
}

/** Whether somebody may write costs of what a group owns: its members and agents may. */
export function mayWriteCosts(caller: Caller, ownerRef?: string): boolean {
  return (
    caller.kind === 'system' ||
    hasRole(caller, 'agent') ||
    (ownerRef !== undefined && caller.ownership.includes(ownerRef))
  );
}

/** Why somebody may not write costs of a service. */
export const notTheirCosts = (ref: string) =>
  `Costs of ${ref} are for the group that owns it and for agents`;
