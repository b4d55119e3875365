import { NotAllowedError } from '@backstage/errors';
import type { Permission } from '@backstage/plugin-permission-common';
import type { Caller } from './caller';

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
