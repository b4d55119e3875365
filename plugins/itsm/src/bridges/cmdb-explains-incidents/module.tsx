import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { RecordPartBlueprint } from '@callboard/plugin-itsm-react';

const whatChangedBefore = RecordPartBlueprint.make({
  name: 'what-changed-before',
  params: {
    type: 'incident',
    loader: async () => {
      const { WhatChangedBefore } = await import('./WhatChangedBefore');
      return WhatChangedBefore;
    },
  },
});

/** Shows on an incident's page what changed before it. */
export default createFrontendModule({
  pluginId: 'itsm-cmdb',
  extensions: [whatChangedBefore],
});
