import {
  changeRoutes as contracts,
  EARLY_START_MINUTES,
  MOST_AFFECTED,
  MOST_WINDOW_DAYS,
} from '@callboard/plugin-itsm-common';
import type { PracticeRouter } from '@callboard/plugin-itsm-node';
import type { ChangeService } from './ChangeService';
import type { ChangeConfig } from './settings';

/** Mounts the routes of the record: parse, call, answer. Those of parts come before them. */
export function mountChangeRoutes(
  router: PracticeRouter,
  deps: { changes: ChangeService; config: ChangeConfig },
): void {
  const { changes, config } = deps;
  router.route(contracts.list, ({ caller, query }) =>
    changes.list(caller, query),
  );
  router.route(contracts.file, ({ caller, body }) =>
    changes.file(caller, body),
  );
  router.route(contracts.settings, async () => ({
    autoCloseDays: config.autoCloseDays,
    earlyStartMinutes: EARLY_START_MINUTES,
    mostWindowDays: MOST_WINDOW_DAYS,
    mostAffected: MOST_AFFECTED,
  }));
  router.route(contracts.bulk, ({ caller, body }) =>
    changes.bulk(caller, body),
  );
  router.route(contracts.get, ({ caller, params }) =>
    changes.get(caller, params.id),
  );
  router.route(contracts.update, ({ caller, params, body, ifMatch }) =>
    changes.update(caller, params.id, body, ifMatch),
  );
  router.route(contracts.transition, ({ caller, params, body, ifMatch }) =>
    changes.transition(caller, params.id, body, ifMatch),
  );
  router.route(contracts.assignToMe, ({ caller, params, ifMatch }) =>
    changes.assignToMe(caller, params.id, ifMatch),
  );
  router.route(contracts.setAffected, ({ caller, params, body, ifMatch }) =>
    changes.setAffected(caller, params.id, body.refs, ifMatch),
  );
  router.route(contracts.copy, ({ caller, params }) =>
    changes.copy(caller, params.id),
  );
}
