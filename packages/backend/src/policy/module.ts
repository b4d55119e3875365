import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { ItsmPolicy } from './ItsmPolicy';
import { readRoles } from './roles';

/** The permission policy of the demo; see `table.ts` for what it says. */
export const permissionModuleItsmPolicy = createBackendModule({
  pluginId: 'permission',
  moduleId: 'itsm-policy',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        policy: policyExtensionPoint,
        userInfo: coreServices.userInfo,
      },
      async init({ config, policy, userInfo }) {
        policy.setPolicy(
          new ItsmPolicy({ roleOf: readRoles(config), userInfo }),
        );
      },
    });
  },
});
