import {
  coreServices,
  createBackendModule,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { CiEntityProvider } from './CiEntityProvider';
import { ServiceEntityProvider } from './ServiceEntityProvider';

const HOUR_MS = 3_600_000;
const DEFAULT_HOURS = 24;
const DEFAULT_SCHEDULE = {
  frequency: { seconds: 30 },
  timeout: { minutes: 10 },
  // The plugin `itsm` needs a moment to start.
  initialDelay: { seconds: 5 },
};

/** Makes configuration items that are not in Git, and chartered services, entities of the catalog. */
export const catalogModuleItsm = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'itsm',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
      },
      async init({ auth, catalog, config, discovery, logger, scheduler }) {
        const own = config.getOptionalConfig('catalog.providers.callboard');
        const schedule = own?.has('schedule')
          ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
              own.getConfig('schedule'),
            )
          : DEFAULT_SCHEDULE;
        const hours = own?.getOptionalNumber('fullEveryHours') ?? DEFAULT_HOURS;
        if (!(hours > 0)) {
          throw new Error(
            `catalog.providers.callboard.fullEveryHours is ${hours}; it must be more than 0`,
          );
        }
        const options = {
          auth,
          discovery,
          logger,
          runner: scheduler.createScheduledTaskRunner(schedule),
          fullEveryMs: hours * HOUR_MS,
        };
        catalog.addEntityProvider(
          new CiEntityProvider(options),
          new ServiceEntityProvider(options),
        );
      },
    });
  },
});
