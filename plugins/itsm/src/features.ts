import { createFrontendFeatureLoader } from '@backstage/frontend-plugin-api';
import { itsmAdminPlugin } from './core/admin/plugin';
import { itsmPlugin } from './core/plugin';
import { practices } from './practices';

/**
 * Brings the core plugin, one plugin per practice that the config does not switch off, and the
 * administration, whose tab stands last.
 */
export const itsmFeatures = createFrontendFeatureLoader({
  loader({ config }) {
    const enabled = practices.filter(
      practice =>
        config.getOptionalBoolean(`itsm.practices.${practice.id}.enabled`) ??
        true,
    );
    return [
      itsmPlugin,
      ...enabled.map(practice => practice.load()),
      itsmAdminPlugin,
    ];
  },
});
