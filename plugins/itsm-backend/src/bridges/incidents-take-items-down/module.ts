import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  disruptionsServiceRef,
  impactServiceRef,
  practicesExtensionPoint,
} from '@callboard/plugin-itsm-node';

/**
 * What is disrupted by an announced major incident is down for whoever asks about impact. Only
 * announced ones: everybody may know of them.
 */
export const incidentsTakeItemsDown = createBackendModule({
  pluginId: 'itsm',
  moduleId: 'incidents-take-items-down',
  register(env) {
    env.registerInit({
      deps: { practices: practicesExtensionPoint },
      async init({ practices }) {
        practices.addPractice({
          id: 'incidents-take-items-down',
          title: 'Major incidents take configuration items down',
          dependsOn: ['cmdb', 'incidents'],
          start({ services }) {
            const disruptions = services.find(disruptionsServiceRef);
            services.find(impactServiceRef)?.addStateSource({
              id: 'incidents',
              states: async () => {
                const disrupted = (await disruptions?.disrupted()) ?? [];
                return new Map(
                  [...disrupted].map(ref => [ref, 'down'] as const),
                );
              },
            });
          },
        });
      },
    });
  },
});
