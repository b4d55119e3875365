import { Entity } from '@backstage/catalog-model';
import { AuthenticationError, NotAllowedError } from '@backstage/errors';
import {
  createProxyAuthenticator,
  ProfileInfo,
  SignInResolver,
} from '@backstage/plugin-auth-node';
import { Persona, readPersonas } from './readPersonas';

/** The request header in which the sign-in page says who was chosen. */
export const PERSONA_HEADER = 'x-callboard-persona';

/** Accepts the personas that are listed in the configuration, and nobody else. */
export const personaAuthenticator = createProxyAuthenticator({
  defaultProfileTransform: async (persona: Persona, context) => {
    const { entity } = await context.findCatalogUser({
      entityRef: persona.userEntityRef,
    });
    return { profile: profileOf(entity) };
  },
  initialize({ config }) {
    const personas = readPersonas(config);
    return new Map(personas.map(p => [p.userEntityRef, p]));
  },
  async authenticate({ req }, personas) {
    const chosen = req.header(PERSONA_HEADER);
    if (!chosen) {
      throw new AuthenticationError(
        `Choose a persona: the header ${PERSONA_HEADER} is missing`,
      );
    }
    const persona = personas.get(chosen.toLocaleLowerCase('en-US'));
    if (!persona) {
      throw new NotAllowedError(
        `'${chosen}' is not one of the personas in auth.providers.personas.development.users`,
      );
    }
    return { result: persona };
  },
});

/** Signs the chosen persona in as the user of the catalog they are. */
export const signInAsPersona: SignInResolver<Persona> = ({ result }, context) =>
  context.signInWithCatalogUser({ entityRef: result.userEntityRef });

function profileOf(entity: Entity): ProfileInfo {
  const profile = (entity.spec?.profile ?? {}) as ProfileInfo;
  return {
    displayName: profile.displayName ?? entity.metadata.name,
    email: profile.email,
    picture: profile.picture,
  };
}
