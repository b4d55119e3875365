import { windowRoutes as contracts } from '@callboard/plugin-itsm-common';
import type { PracticeRouter } from '@callboard/plugin-itsm-node';
import type { WindowService } from './WindowService';

/** Mounts the routes of windows and maintenance: parse, call, answer. */
export function mountWindowRoutes(
  router: PracticeRouter,
  windows: WindowService,
): void {
  router.route(contracts.list, ({ caller, query }) =>
    windows.list(caller, query),
  );
  router.route(contracts.preview, ({ caller, body }) =>
    windows.preview(caller, body),
  );
  router.route(contracts.maintenance, ({ caller, query }) =>
    windows.maintenance(caller, query),
  );
  router.route(contracts.standing, ({ caller, params }) =>
    windows.standing(caller, params.id),
  );
}
