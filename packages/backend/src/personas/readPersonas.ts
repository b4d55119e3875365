import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';

/** A user of the catalog that anybody may sign in as while trying the portal. */
export interface Persona {
  /** Full, lower-case reference, e.g. `user:default/maria`. */
  userEntityRef: string;
  /** What they do, in one line. */
  role: string;
  /** What to try as this person, in one line. */
  hint?: string;
}

/** Reads `auth.providers.personas` and refuses what could not work. */
export function readPersonas(provider: Config): Persona[] {
  const users = provider.getConfigArray('development.users');
  const personas = users.map(user => ({
    userEntityRef: userRef(user.getString('ref')),
    role: user.getString('role'),
    hint: user.getOptionalString('try'),
  }));
  const refs = new Set(personas.map(persona => persona.userEntityRef));
  if (refs.size < personas.length) {
    throw new InputError(
      'auth.providers.personas.development.users lists the same user twice',
    );
  }
  return personas;
}

function userRef(ref: string): string {
  const parsed = parseEntityRef(ref, { defaultKind: 'user' });
  if (parsed.kind.toLocaleLowerCase('en-US') !== 'user') {
    throw new InputError(
      `auth.providers.personas.development.users has '${ref}', which is not a user`,
    );
  }
  return stringifyEntityRef(parsed);
}
