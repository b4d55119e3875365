import {
  agreementRoutes,
  calendarRoutes,
  serviceLevelRoutes as contracts,
} from '@callboard/plugin-itsm-common';
import type { PracticeRouter } from '@callboard/plugin-itsm-node';
import type { ServiceLevelService } from './ServiceLevelService';

/** Mounts the routes of the practice: parse, call, answer. */
export function mountServiceLevelRoutes(
  router: PracticeRouter,
  levels: ServiceLevelService,
): void {
  router.route(contracts.agreements, ({ caller }) => levels.agreements(caller));
  router.route(agreementRoutes.get, ({ caller, params }) =>
    levels.agreement(caller, params.key),
  );
  router.route(agreementRoutes.covered, async ({ caller }) => ({
    types: await levels.coveredTypes(caller),
  }));
  router.route(contracts.listed, ({ caller, query }) =>
    levels.listed(caller, query.records),
  );
  router.route(contracts.clocks, ({ caller, params }) =>
    levels.clocks(caller, params.id),
  );
  router.route(contracts.explain, ({ caller, params }) =>
    levels.explain(caller, params.id),
  );
  router.route(calendarRoutes.list, async ({ caller }) => ({
    items: await levels.calendars(caller),
  }));
  router.route(calendarRoutes.year, ({ caller, params, query }) =>
    levels.calendarYear(caller, params.key, query.year),
  );
}
