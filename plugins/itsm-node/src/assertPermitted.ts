import { NotAllowedError } from '@backstage/errors';
import type { Permission } from '@backstage/plugin-permission-common';
import type { Caller } from './caller';

/** Whether a permission, which was asked for with the scopes, is theirs for everything. */
export const isPermitted = (
  { scopes }: Caller,
  { name }: Permission,
): boolean => !scopes || scopes.get(name) === 'all';

/** Whether a permission, which was asked for with the scopes, is theirs for something at least. */
export const isPermittedSome = (
  { scopes }: Caller,
  { name }: Permission,
): boolean => scopes?.get(name) !== 'none';

/** @throws NotAllowedError if the permission, which was asked for with the scopes, is not theirs */
export function assertPermitted(caller: Caller, permission: Permission): void {
  if (!isPermitted(caller, permission))
    throw new NotAllowedError(
      `You do not have the permission ${permission.name}; ask an administrator of the portal for it`,
    );
}
