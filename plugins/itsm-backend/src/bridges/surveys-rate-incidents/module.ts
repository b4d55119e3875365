import { createBackendModule } from '@backstage/backend-plugin-api';
import { practicesExtensionPoint } from '@callboard/plugin-itsm-node';
import { surveysAndRatings } from './practice';

/** Hands {@link surveysAndRatings} to the kernel. */
export const surveysRateIncidents = createBackendModule({
  pluginId: 'itsm',
  moduleId: 'surveys-rate-incidents',
  register(env) {
    env.registerInit({
      deps: { practices: practicesExtensionPoint },
      async init({ practices }) {
        practices.addPractice(surveysAndRatings);
      },
    });
  },
});
