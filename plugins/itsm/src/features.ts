import { createFrontendFeatureLoader } from '@backstage/frontend-plugin-api';
import { itsmAdminPlugin } from './core/admin/plugin';
import { itsmApprovalsPlugin } from './core/approvals/plugin';
import { itsmPlugin } from './core/plugin';
import { bridges, practices } from './practices';

/**
 * Brings the core plugin, one plugin per practice that the config does not switch off, the bridges
 * between those, approvals, and the administration, whose tab stands last.
 */
export const itsmFeatures = createFrontendFeatureLoader({
  loader({ config }) {
    const isOn = (id: string) =>
      config.getOptionalBoolean(`itsm.practices.${id}.enabled`) ?? true;
    const enabled = practices.filter(({ id }) => isOn(id));
    const built = bridges.filter(({ between }) => between.every(isOn));
    return [
      itsmPlugin,
      ...enabled.map(practice => practice.load()),
      ...built.map(bridge => bridge.load()),
      // Without a practice there is nothing to decide on.
      ...(enabled.length > 0 ? [itsmApprovalsPlugin] : []),
      itsmAdminPlugin,
    ];
  },
});
