import {
  createBackendModule,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { practicesExtensionPoint } from '@callboard/plugin-itsm-node';
import { serviceLevelsPractice } from './practice';

/** Hands service level management to the kernel. */
export const serviceLevelsModule = createBackendModule({
  pluginId: 'itsm',
  moduleId: 'service-levels',
  register(env) {
    env.registerInit({
      deps: { practices: practicesExtensionPoint },
      async init({ practices }) {
        practices.addPractice(
          serviceLevelsPractice({
            migrations: resolvePackagePath(
              '@callboard/plugin-itsm-backend',
              'src/practices/service-levels/migrations',
            ),
          }),
        );
      },
    });
  },
});
