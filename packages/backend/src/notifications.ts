import {
  coreServices,
  createBackendFeatureLoader,
} from '@backstage/backend-plugin-api';

/**
 * Notifications, and mail as soon as `notifications.processors.email` says how it is sent: the
 * module for mail does not start without.
 */
export default createBackendFeatureLoader({
  deps: { config: coreServices.rootConfig },
  *loader({ config }) {
    yield import('@backstage/plugin-notifications-backend');
    if (config.has('notifications.processors.email')) {
      yield import('@backstage/plugin-notifications-backend-module-email');
      yield import('@callboard/plugin-notifications-backend-module-itsm');
    }
  },
});
