import {
  coreServices,
  createBackendPlugin,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { practicesExtensionPoint } from '@callboard/plugin-itsm-node';
import { version } from '../../package.json';
import { buildKernel } from './buildKernel';
import { syncCatalog } from './catalog/syncCatalog';
import { systemClock } from './clock';
import { ContractRouter } from './http/ContractRouter';
import { mountKernelRoutes } from './http/kernelRoutes';
import { ImportService } from './imports/ImportService';
import { mountImportRoutes } from './imports/routes';
import { migrate } from './migrate';
import { Practices } from './Practices';
import { registerPermissions } from './resources';

const DEFAULT_SYNC = { frequency: { seconds: 60 }, timeout: { minutes: 10 } };

/**
 * The plugin `itsm`: the kernel, and whatever practices modules hand in through
 * {@link practicesExtensionPoint}.
 */
export const itsmPlugin = createBackendPlugin({
  pluginId: 'itsm',
  register(env) {
    const practices = new Practices();
    env.registerExtensionPoint(practicesExtensionPoint, practices);
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        userInfo: coreServices.userInfo,
      },
      async init(deps) {
        const { auth, catalog, config, logger, scheduler } = deps;
        const enabled = practices.inOrder();
        const knex = await deps.database.getClient();
        await migrate(deps.database, knex, enabled);

        const kernel = buildKernel(
          { ...deps, knex, clock: systemClock },
          enabled,
        );
        registerPermissions(
          deps.permissionsRegistry,
          knex,
          kernel.types,
          enabled,
        );

        const router = new ContractRouter(kernel.callers, logger);
        mountKernelRoutes(router, {
          records: kernel.authorizedRecords,
          types: kernel.types,
          clock: kernel.clock,
        });
        const imports = new ImportService(kernel);
        mountImportRoutes(router, imports, kernel.authorizer);
        for (const practice of enabled) await practice.start?.(kernel, router);
        const baseUrl = await deps.discovery.getExternalBaseUrl('itsm');
        router.serveOpenApi({ version, baseUrl });
        deps.httpRouter.use(router.router);
        deps.httpRouter.addAuthPolicy({
          path: '/openapi.json',
          allow: 'unauthenticated',
        });

        const schedule = config.has('itsm.catalogCopy.schedule')
          ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
              config.getConfig('itsm.catalogCopy.schedule'),
            )
          : DEFAULT_SYNC;
        await scheduler.scheduleTask({
          id: 'itsm-catalog-copy',
          ...schedule,
          scope: 'global',
          fn: async () => {
            const credentials = await auth.getOwnServiceCredentials();
            const { clock, annotations, catalog: store } = kernel;
            await syncCatalog({
              catalog,
              credentials,
              store,
              annotations,
              clock,
              logger,
            });
          },
        });
        deps.lifecycle.addStartupHook(() => imports.closeInterrupted());
        const names = enabled.map(p => p.id).join(', ');
        logger.info(`Callboard is up with the practices: ${names || 'none'}`);
      },
    });
  },
});
