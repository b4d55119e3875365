import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { RecordPartBlueprint } from '@callboard/plugin-itsm-react';

const outageOfIncident = RecordPartBlueprint.make({
  name: 'outage',
  params: {
    type: 'incident',
    loader: async () => {
      const { OutageOfIncident } = await import('./OutageOfIncident');
      return OutageOfIncident;
    },
  },
});

/** Records on an incident's page that a service was not there. */
export default createFrontendModule({
  pluginId: 'itsm-service-levels',
  extensions: [outageOfIncident],
});
