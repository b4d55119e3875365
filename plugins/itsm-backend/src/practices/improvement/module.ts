import {
  coreServices,
  createBackendModule,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { practicesExtensionPoint } from '@callboard/plugin-itsm-node';
import { improvementPractice } from './practice';

/** Hands continual improvement to the kernel. */
export const improvementModule = createBackendModule({
  pluginId: 'itsm',
  moduleId: 'improvement',
  register(env) {
    env.registerInit({
      deps: {
        practices: practicesExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ practices, config }) {
        practices.addPractice(
          improvementPractice({
            config,
            migrations: resolvePackagePath(
              '@callboard/plugin-itsm-backend',
              'src/practices/improvement/migrations',
            ),
          }),
        );
      },
    });
  },
});
