import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { CHANGE_WINDOW_KIND } from '@callboard/plugin-itsm-common';
import { DefinitionPartBlueprint } from '@callboard/plugin-itsm-react';

/**
 * That something is under maintenance, or will be soon. Among what stands beside, as that comes first on a
 * phone; `app-config.yaml` puts it on top of that.
 */
export const maintenanceBanner = EntityCardBlueprint.make({
  name: 'maintenance',
  params: {
    type: 'info',
    filter: {
      kind: { $in: ['component', 'system', 'api', 'resource', 'domain'] },
    },
    loader: async () => {
      const { MaintenanceBanner } = await import('./MaintenanceBanner');
      return <MaintenanceBanner />;
    },
  },
});

/** When a window would be, in the editor, before it is saved. */
export const windowPreview = DefinitionPartBlueprint.make({
  name: 'window-preview',
  params: {
    kinds: [CHANGE_WINDOW_KIND],
    loader: async () => {
      const { WindowPreview } = await import('./WindowPreview');
      return WindowPreview;
    },
  },
});
