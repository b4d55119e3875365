import {
  cmdbImportPermission,
  cmdbReadPermission,
  cmdbUpdatePermission,
} from '@callboard/plugin-itsm-common';
import type { ItsmKernel, Practice } from '@callboard/plugin-itsm-node';
import { AuthorizedHistoryService } from './AuthorizedHistoryService';
import { baselineKind } from './baselines';
import { historyProjection } from './historyProjection';
import { DefaultHistoryService } from './HistoryService';
import { HistoryStore } from './HistoryStore';
import { mountCmdbRoutes } from './routes';

/** Configuration management: what there is, what it depends on, and what it was. */
export function cmdbPractice(options: { migrations: string }): Practice {
  const storeOf = (kernel: ItsmKernel) => new HistoryStore(kernel.database);
  return {
    id: 'cmdb',
    title: 'Configuration management',
    migrations: { directory: options.migrations },
    permissions: [
      cmdbReadPermission,
      cmdbUpdatePermission,
      cmdbImportPermission,
    ],
    definitionKinds: [baselineKind],
    projections: kernel => [historyProjection(storeOf(kernel))],
    start(kernel, router) {
      mountCmdbRoutes(
        router,
        new AuthorizedHistoryService(
          new DefaultHistoryService(kernel, storeOf(kernel)),
          kernel.authorizer,
        ),
      );
    },
  };
}
