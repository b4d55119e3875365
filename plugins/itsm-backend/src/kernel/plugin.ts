import {
  coreServices,
  createBackendPlugin,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { practicesExtensionPoint } from '@callboard/plugin-itsm-node';
import { version } from '../../package.json';
import { AdminGate } from './access/AdminGate';
import { approvalActions } from './approvals/actions';
import { mountAbsenceRoutes, mountApprovalRoutes } from './approvals/routes';
import { mountAttachmentRoutes } from './attachments/routes';
import { registerActions } from './actions/registerActions';
import { buildKernel } from './buildKernel';
import { syncCatalog } from './catalog/syncCatalog';
import { systemClock } from './clock';
import { mountErasureRoutes } from './erasure/routes';
import { mountFieldRoutes } from './fields/routes';
import { mountDefinitionRoutes } from './definitions/routes';
import { mountFollowRoutes } from './follows/routes';
import { Handover } from './handover/Handover';
import { HandoverStore } from './handover/HandoverStore';
import { mountHandoverRoutes } from './handover/routes';
import { ContractRouter } from './http/ContractRouter';
import { mountKernelRoutes } from './http/kernelRoutes';
import { mountSendingRoutes } from './http/sendingRoutes';
import { kernelJobs } from './kernelJobs';
import { kpiActions } from './kpi/actions';
import { mountKpiRoutes } from './kpi/routes';
import { mountTaskRoutes } from './tasks/routes';
import { mountViewRoutes } from './views/routes';
import { ImportService } from './imports/ImportService';
import { mountImportRoutes } from './imports/routes';
import { migrate } from './migrate';
import { Practices } from './Practices';
import { ReminderStore } from './reminders/ReminderStore';
import { mountReminderRoutes } from './reminders/routes';
import { mountOperationRoutes } from './operations/routes';
import { mountExportRoutes } from './records/exportRoutes';
import { registerPermissions } from './resources';
import { mountSearchRoutes } from './search/routes';
import { prepareBackground, startBackground } from './startBackground';

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
        auditor: coreServices.auditor,
        actions: actionsRegistryServiceRef,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
        urlReader: coreServices.urlReader,
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

        const router = new ContractRouter(
          kernel.callers,
          logger,
          kernel.idempotency.answers,
        );
        // Before what takes the last part of a path for a record's number.
        mountExportRoutes(router, kernel);
        mountSearchRoutes(router, kernel);
        mountFieldRoutes(router, kernel);
        mountKernelRoutes(router, {
          records: kernel.authorizedRecords,
          types: kernel.types,
          clock: kernel.clock,
        });
        mountDefinitionRoutes(router, {
          ...kernel,
          records: kernel.authorizedRecords,
        });
        mountTaskRoutes(router, kernel.tasks);
        mountAttachmentRoutes(router, kernel.attachments);
        mountApprovalRoutes(router, kernel.approving.approvals);
        mountAbsenceRoutes(router, kernel.approving.absences);
        mountKpiRoutes(router, { ...kernel, kpis: kernel.authorizedKpis });
        mountViewRoutes(router, kernel.views);
        mountFollowRoutes(router, kernel);
        mountHandoverRoutes(
          router,
          new Handover({
            ...kernel,
            store: new HandoverStore(knex, kernel.types),
          }),
          kernel.authorizer,
        );
        mountReminderRoutes(router, {
          knex,
          records: kernel.authorizedRecords,
          reminders: new ReminderStore(knex),
          due: kernel.due,
          clock: kernel.clock,
        });
        const imports = new ImportService(kernel);
        mountImportRoutes(router, imports, kernel.authorizer);
        mountOperationRoutes(router, kernel, deps.auditor);
        mountSendingRoutes(router, kernel, deps.auditor);
        mountErasureRoutes(router, {
          erasure: kernel.erasure,
          gate: new AdminGate('Erasures', kernel.authorizer, deps.auditor),
        });
        for (const practice of enabled) practice.services?.(kernel);
        for (const practice of enabled) await practice.start?.(kernel, router);
        registerActions(deps.actions, kernel.callers, [
          ...approvalActions(kernel.approving.approvals),
          ...kpiActions(kernel.authorizedKpis),
          ...enabled.flatMap(p => p.actions?.(kernel) ?? []),
        ]);
        const working = [
          kernel.sending.background,
          kernelJobs(kernel),
          ...enabled,
        ];
        await prepareBackground(kernel, working);
        await startBackground(kernel, working, deps);
        deps.lifecycle.addShutdownHook(() => kernel.sending.stop());
        const baseUrl = await deps.discovery.getExternalBaseUrl('itsm');
        router.serveOpenApi({ version, baseUrl });
        deps.httpRouter.use(router.router);
        for (const path of ['/openapi.json', ...router.openPaths()])
          deps.httpRouter.addAuthPolicy({ path, allow: 'unauthenticated' });

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
