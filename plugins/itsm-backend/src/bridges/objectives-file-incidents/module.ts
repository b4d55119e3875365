import { createBackendModule } from '@backstage/backend-plugin-api';
import { practicesExtensionPoint } from '@callboard/plugin-itsm-node';
import { objectivesFileIncidentsPractice } from './practice';

/** Hands the bridge between objectives and incidents to the kernel. */
export const objectivesFileIncidents = createBackendModule({
  pluginId: 'itsm',
  moduleId: 'objectives-file-incidents',
  register(env) {
    env.registerInit({
      deps: { practices: practicesExtensionPoint },
      async init({ practices }) {
        practices.addPractice(objectivesFileIncidentsPractice);
      },
    });
  },
});
