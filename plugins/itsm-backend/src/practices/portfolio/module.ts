import {
  coreServices,
  createBackendModule,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { practicesExtensionPoint } from '@callboard/plugin-itsm-node';
import { portfolioPractice } from './practice';

/** Hands the service portfolio to the kernel. */
export const portfolioModule = createBackendModule({
  pluginId: 'itsm',
  moduleId: 'portfolio',
  register(env) {
    env.registerInit({
      deps: {
        practices: practicesExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ practices, config }) {
        practices.addPractice(
          portfolioPractice({
            config,
            migrations: resolvePackagePath(
              '@callboard/plugin-itsm-backend',
              'src/practices/portfolio/migrations',
            ),
          }),
        );
      },
    });
  },
});
