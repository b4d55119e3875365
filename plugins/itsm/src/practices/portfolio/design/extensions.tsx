import type { ExtensionDefinition } from '@backstage/frontend-plugin-api';
import { SERVICE } from '@callboard/plugin-itsm-common';
import { RecordPartBlueprint } from '@callboard/plugin-itsm-react';

const designProgress = RecordPartBlueprint.make({
  name: 'service-design',
  params: {
    type: SERVICE,
    loader: async () => (await import('./DesignProgress')).DesignProgress,
  },
});

/** What this part adds to the portal beside its pages. */
export const designExtensions: ExtensionDefinition[] = [designProgress];
