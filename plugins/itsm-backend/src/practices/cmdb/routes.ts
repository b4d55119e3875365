import { cmdbRoutes as contracts } from '@callboard/plugin-itsm-common';
import type { PracticeRouter } from '@callboard/plugin-itsm-node';
import type { HistoryService } from './HistoryService';

/** Mounts the routes of the practice: parse, call, answer. */
export function mountCmdbRoutes(
  router: PracticeRouter,
  history: HistoryService,
): void {
  router.route(contracts.ci, ({ caller, query }) => history.ci(caller, query));
  router.route(contracts.history, ({ caller, query }) =>
    history.history(caller, query),
  );
  router.route(contracts.neighbourhood, ({ caller, query }) =>
    history.neighbourhood(caller, query),
  );
  router.route(contracts.difference, ({ caller, query }) =>
    history.difference(caller, query),
  );
  router.route(contracts.changes, ({ caller, query }) =>
    history.changes(caller, query),
  );
  router.route(contracts.listBaselines, async ({ caller }) => ({
    items: await history.baselines(caller),
  }));
}
