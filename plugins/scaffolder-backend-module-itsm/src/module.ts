import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { finishAction } from './finishAction';
import { gateAction } from './gateAction';

/** Adds the actions `itsm:change:gate` and `itsm:change:finish` to the scaffolder. */
export const scaffolderModuleItsm = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'itsm',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        discovery: coreServices.discovery,
        scaffolder: scaffolderActionsExtensionPoint,
      },
      async init({ auth, discovery, scaffolder }) {
        const options = { auth, discovery };
        scaffolder.addActions(gateAction(options), finishAction(options));
      },
    });
  },
});
