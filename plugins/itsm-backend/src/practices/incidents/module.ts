import {
  createBackendModule,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { practicesExtensionPoint } from '@callboard/plugin-itsm-node';
import { incidentsPractice } from './practice';
import { coreServices } from '@backstage/backend-plugin-api';

/** Hands the incident management practice to the kernel. */
export const incidentsModule = createBackendModule({
  pluginId: 'itsm',
  moduleId: 'incidents',
  register(env) {
    env.registerInit({
      deps: {
        practices: practicesExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ practices, config }) {
        practices.addPractice(
          incidentsPractice({
            config,
            migrations: resolvePackagePath(
              '@callboard/plugin-itsm-backend',
              'src/practices/incidents/migrations',
            ),
          }),
        );
      },
    });
  },
});
