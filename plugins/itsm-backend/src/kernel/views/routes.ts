import { viewRoutes as contracts } from '@callboard/plugin-itsm-common';
import type { PracticeRouter } from '@callboard/plugin-itsm-node';
import type { SavedViews } from './SavedViews';

/** Mounts the routes of saved views. */
export function mountViewRoutes(
  router: PracticeRouter,
  views: SavedViews,
): void {
  router.route(contracts.list, ({ caller, query }) =>
    views.list(caller, query.page),
  );
  router.route(contracts.create, ({ caller, body }) =>
    views.create(caller, body),
  );
  router.route(contracts.prefer, ({ caller, body }) =>
    views.prefer(caller, body),
  );
  router.route(contracts.get, ({ caller, params }) =>
    views.get(caller, params.id),
  );
  router.route(contracts.update, ({ caller, params, body, ifMatch }) =>
    views.update(caller, params.id, body, ifMatch),
  );
  router.route(contracts.remove, async ({ caller, params }) => {
    await views.remove(caller, params.id);
    return {};
  });
}
