import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  authProvidersExtensionPoint,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { personasWanted } from './personasWanted';
import { personaAuthenticator, signInAsPersona } from './authenticator';
import { createChoicesRouter } from './choicesRouter';
import { readPersonas } from './readPersonas';

/**
 * Sign-in as one of the people of the demo, without a password. It exists in development only,
 * and stops the start when it is configured anywhere else.
 */
export const authModulePersonasProvider = createBackendModule({
  pluginId: 'auth',
  moduleId: 'personas-provider',
  register(reg) {
    reg.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
        providers: authProvidersExtensionPoint,
      },
      async init({ auth, catalog, config, httpRouter, logger, providers }) {
        if (!personasWanted(config)) return;

        const personas = readPersonas(
          config.getConfig('auth.providers.personas'),
        );
        logger.warn(
          `Anybody who reaches this portal may sign in as any of ${personas.length} personas; this is for trying it, not for production`,
        );
        providers.registerProvider({
          providerId: 'personas',
          factory: createProxyAuthProviderFactory({
            authenticator: personaAuthenticator,
            signInResolver: signInAsPersona,
          }),
        });
        httpRouter.use(createChoicesRouter({ personas, catalog, auth }));
      },
    });
  },
});
