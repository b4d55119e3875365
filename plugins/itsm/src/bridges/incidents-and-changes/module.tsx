import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { RecordPartBlueprint } from '@callboard/plugin-itsm-react';

const changesOfIncident = RecordPartBlueprint.make({
  name: 'changes-of-incident',
  params: {
    type: 'incident',
    loader: async () => {
      const { ChangesOfIncident } = await import('./ChangesOfIncident');
      return ChangesOfIncident;
    },
  },
});

/** Shows on an incident's page what was changed before it, and files the change that solves it. */
export default createFrontendModule({
  pluginId: 'itsm-changes',
  extensions: [changesOfIncident],
});
