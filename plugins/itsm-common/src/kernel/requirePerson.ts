import { InputError } from '@backstage/errors';

/**
 * Who asks, as somebody who can be assigned.
 *
 * @param what - what they would take, e.g. `an incident`
 * @throws InputError for service principals
 */
export function requirePerson(
  caller: { kind: string; ref: string },
  what: string,
): string {
  if (caller.kind !== 'user') {
    throw new InputError(
      `Only a person can take ${what}; name an assignee instead`,
    );
  }
  return caller.ref;
}
