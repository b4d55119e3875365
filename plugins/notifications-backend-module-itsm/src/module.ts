import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { notificationsEmailTemplateExtensionPoint } from '@backstage/plugin-notifications-backend-module-email';
import { mailTemplate } from './mailTemplate';

/** Gives Backstage's mail module {@link mailTemplate}. */
export const notificationsModuleItsm = createBackendModule({
  pluginId: 'notifications',
  moduleId: 'itsm',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        mail: notificationsEmailTemplateExtensionPoint,
      },
      async init({ config, mail }) {
        mail.setTemplateRenderer(mailTemplate(config.getString('app.baseUrl')));
      },
    });
  },
});
