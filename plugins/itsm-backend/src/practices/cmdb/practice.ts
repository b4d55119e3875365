import type { RootConfigService } from '@backstage/backend-plugin-api';
import {
  cmdbImportPermission,
  cmdbReadPermission,
  cmdbUpdatePermission,
} from '@callboard/plugin-itsm-common';
import {
  ciGapsRef,
  ciHistoryServiceRef,
  ciValuesRef,
  impactServiceRef,
  type Practice,
} from '@callboard/plugin-itsm-node';
import { cmdbActions } from './actions';
import { baselineKind } from './baselines';
import { ciClassKind, ciSourceKind } from './classes';
import { NotedValues } from './classes/NotedValues';
import { serviceFactsOf } from './classes/serviceFacts';
import { mountClassRoutes } from './classes/routes';
import { cmdbCounted } from './counted';
import { ciRuleKind, ciTaskType } from './health';
import { healthActions } from './health/actions';
import { GapStore } from './health/GapStore';
import { confirmationNews } from './health/confirmationNews';
import { KnownNeedsStore } from './health/KnownNeedsStore';
import { needsChecks } from './health/managedChecks';
import { mountHealthRoutes } from './health/routes';
import { readHealthSettings } from './health/settings';
import { historyProjection } from './historyProjection';
import { impactActions } from './impact/actions';
import { redundancyKind } from './impact/redundancy';
import { mountImpactRoutes } from './impact/routes';
import { mountItemRoutes } from './items/routes';
import { partsOf } from './parts';
import { mountCmdbRoutes } from './routes';
import { itemsOfService } from './serviceView';
import { mountSourceRoutes } from './sources/routes';

/** Configuration management: what there is, what it depends on, and what it was. */
export function cmdbPractice(options: {
  config: RootConfigService;
  migrations: string;
}): Practice {
  const fallbackOwner = readHealthSettings(options.config).fallbackOwner;
  return {
    id: 'cmdb',
    title: 'Configuration management',
    migrations: { directory: options.migrations },
    permissions: [
      cmdbReadPermission,
      cmdbUpdatePermission,
      cmdbImportPermission,
    ],
    recordTypes: [ciTaskType(fallbackOwner)],
    subjectNews: [confirmationNews],
    definitionKinds: [
      baselineKind,
      ciClassKind,
      ciSourceKind,
      redundancyKind,
      ciRuleKind,
    ],
    projections: kernel => [
      historyProjection(partsOf(kernel).historyStore),
      partsOf(kernel).health.work.projection(),
    ],
    dueHandlers: kernel => partsOf(kernel).health.work.dueHandlers(),
    counted: kernel => cmdbCounted(kernel, partsOf(kernel).health.store),
    actions: kernel => [
      ...cmdbActions(partsOf(kernel)),
      ...impactActions(partsOf(kernel).impact),
      ...healthActions(partsOf(kernel).health.health),
    ],
    jobs(kernel) {
      const { jobs } = partsOf(kernel);
      const every = (
        id: string,
        everyMs: number,
        run: () => Promise<unknown>,
      ) => ({
        id: `cmdb.${id}`,
        everyMs,
        run: async () => {
          await run();
        },
      });
      return [
        every('settle', 30_000, jobs.settle),
        every('catalog-attributes', 30_000, jobs.catalogAttributes),
        every('pull', 60_000, jobs.pull),
        every('health', 60_000, jobs.health),
      ];
    },
    serviceFacts: kernel => serviceFactsOf(partsOf(kernel).facts),
    serviceViews(kernel) {
      const { historyStore: history, itemNames, states } = partsOf(kernel);
      return [itemsOfService(kernel, { history, names: itemNames, states })];
    },
    serviceChecks: kernel =>
      needsChecks(new KnownNeedsStore(kernel.database), kernel.clock),
    services(kernel) {
      kernel.services.offer(
        ciValuesRef,
        new NotedValues(partsOf(kernel).facts),
      );
      kernel.services.offer(impactServiceRef, partsOf(kernel).impact);
      kernel.services.offer(ciHistoryServiceRef, partsOf(kernel).between);
      kernel.services.offer(
        ciGapsRef,
        new GapStore(kernel.database, kernel.clock),
      );
    },
    start(kernel, router) {
      const parts = partsOf(kernel);
      mountCmdbRoutes(router, parts.history);
      mountClassRoutes(router, parts.attributes);
      mountSourceRoutes(router, parts);
      mountItemRoutes(router, parts.items, kernel.csv);
      mountImpactRoutes(router, { ...kernel, ...parts });
      mountHealthRoutes(router, parts.health, kernel.csv);
    },
  };
}
