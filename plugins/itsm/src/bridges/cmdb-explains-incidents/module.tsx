import { createFrontendModule } from '@backstage/frontend-plugin-api';
import {
  RecordFormPartBlueprint,
  RecordPartBlueprint,
} from '@callboard/plugin-itsm-react';

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

const impactOfIncident = RecordPartBlueprint.make({
  name: 'impact',
  params: {
    type: 'incident',
    loader: async () => {
      const { ImpactOfIncident } = await import('./ImpactOfIncident');
      return ImpactOfIncident;
    },
  },
});

const impactOfChosen = RecordFormPartBlueprint.make({
  name: 'impact-of-chosen',
  params: {
    type: 'incident',
    loader: async () => {
      const { ImpactOfChosen } = await import('./ImpactOfChosen');
      return ImpactOfChosen;
    },
  },
});

/** Shows what fails with what an incident is about, and what changed before it. */
export default createFrontendModule({
  pluginId: 'itsm-cmdb',
  extensions: [impactOfIncident, whatChangedBefore, impactOfChosen],
});
