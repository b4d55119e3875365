import { createFrontendFeatureLoader } from '@backstage/frontend-plugin-api';
import { itsmPlugin } from './core/plugin';
import { practices } from './practices';

/** Brings the core plugin and one plugin per practice that the config does not switch off. */
export const itsmFeatures = createFrontendFeatureLoader({
  loader({ config }) {
    const enabled = practices.filter(
      practice =>
        config.getOptionalBoolean(`itsm.practices.${practice.id}.enabled`) ??
        true,
    );
    return [itsmPlugin, ...enabled.map(practice => practice.load())];
  },
});
