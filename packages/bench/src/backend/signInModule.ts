import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { AuthenticationError } from '@backstage/errors';
import {
  authProvidersExtensionPoint,
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import { Router } from 'express';
import { teamOf, users } from './organisation';

/** The header in which a load client says who it is. */
export const USER_HEADER = 'x-bench-user';
/** The header of the portal's own page of personas. */
const PERSONA_HEADER = 'x-callboard-persona';

/**
 * Believes who somebody says to be. The auth plugin then issues the token as for any provider, so
 * that requests are checked as in production.
 */
const believe = (header: string | undefined) =>
  createProxyAuthProviderFactory({
    authenticator: createProxyAuthenticator({
      defaultProfileTransform: async (user: string) => ({
        profile: { displayName: user.split('/')[1] },
      }),
      initialize: () => undefined,
      async authenticate({ req }) {
        const user = header ? req.header(header) : users[0];
        if (!user || !users.includes(user))
          throw new AuthenticationError(`There is no user ${user} here`);
        return { result: user };
      },
    }),
    signInResolver: ({ result }, context) =>
      context.issueToken({
        claims: { sub: result, ent: [result, teamOf(users.indexOf(result))] },
      }),
  });

/**
 * Signs in the users of the bench: load clients by a header, browsers as the page of personas or
 * the guest button of an untouched app ask. For the bench only.
 */
export const benchSignIn = createBackendModule({
  pluginId: 'auth',
  moduleId: 'bench-sign-in',
  register(reg) {
    reg.registerInit({
      deps: {
        providers: authProvidersExtensionPoint,
        httpRouter: coreServices.httpRouter,
      },
      async init({ providers, httpRouter }) {
        const register = (providerId: string, header?: string) =>
          providers.registerProvider({ providerId, factory: believe(header) });
        register('bench', USER_HEADER);
        register('personas', PERSONA_HEADER);
        register('guest');
        const router = Router();
        router.get('/personas/choices', (_, response) => {
          response.json({
            items: users.slice(0, 12).map(userEntityRef => ({
              userEntityRef,
              displayName: userEntityRef.split('/')[1],
              role: 'Works at the bench',
              ready: true,
            })),
          });
        });
        httpRouter.use(router);
      },
    });
  },
});
