import {
  coreServices,
  createBackendModule,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { practicesExtensionPoint } from '@callboard/plugin-itsm-node';
import { changesPractice } from './practice';

/** Hands change enablement to the kernel. */
export const changesModule = createBackendModule({
  pluginId: 'itsm',
  moduleId: 'changes',
  register(env) {
    env.registerInit({
      deps: {
        practices: practicesExtensionPoint,
        config: coreServices.rootConfig,
        events: eventsServiceRef,
      },
      async init({ practices, config, events }) {
        practices.addPractice(
          changesPractice({
            config,
            events,
            migrations: resolvePackagePath(
              '@callboard/plugin-itsm-backend',
              'src/practices/changes/migrations',
            ),
          }),
        );
      },
    });
  },
});
