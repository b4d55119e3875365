import {
  coreServices,
  createBackendModule,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
} from '@backstage/backend-plugin-api';
import { searchIndexRegistryExtensionPoint } from '@backstage/plugin-search-backend-node/alpha';
import { OfferingCollatorFactory } from './OfferingCollatorFactory';
import { RecordCollatorFactory } from './RecordCollatorFactory';

const DEFAULT_SCHEDULE = {
  frequency: { minutes: 10 },
  timeout: { minutes: 15 },
  initialDelay: { seconds: 10 },
};

/** Puts open records without restriction, and what services offer, into Backstage's search. */
export const searchModuleItsm = createBackendModule({
  pluginId: 'search',
  moduleId: 'itsm',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        index: searchIndexRegistryExtensionPoint,
        scheduler: coreServices.scheduler,
      },
      async init({ auth, config, discovery, index, scheduler }) {
        const own = config.getOptionalConfig('search.collators.itsm');
        const schedule = own?.has('schedule')
          ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
              own.getConfig('schedule'),
            )
          : DEFAULT_SCHEDULE;
        index.addCollator({
          schedule: scheduler.createScheduledTaskRunner(schedule),
          factory: new RecordCollatorFactory({
            auth,
            discovery,
            location: own?.getOptionalString('location'),
          }),
        });
        index.addCollator({
          schedule: scheduler.createScheduledTaskRunner(schedule),
          factory: new OfferingCollatorFactory({
            auth,
            discovery,
            location: own?.getOptionalString('offeringLocation'),
          }),
        });
      },
    });
  },
});
