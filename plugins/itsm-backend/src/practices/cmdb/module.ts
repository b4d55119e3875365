import {
  coreServices,
  createBackendModule,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { practicesExtensionPoint } from '@callboard/plugin-itsm-node';
import { cmdbPractice } from './practice';

/** Hands configuration management to the kernel. */
export const cmdbModule = createBackendModule({
  pluginId: 'itsm',
  moduleId: 'cmdb',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        practices: practicesExtensionPoint,
      },
      async init({ config, practices }) {
        practices.addPractice(
          cmdbPractice({
            config,
            migrations: resolvePackagePath(
              '@callboard/plugin-itsm-backend',
              'src/practices/cmdb/migrations',
            ),
          }),
        );
      },
    });
  },
});
