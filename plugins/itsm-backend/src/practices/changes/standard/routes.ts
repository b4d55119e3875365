import { standardChangeRoutes as contracts } from '@callboard/plugin-itsm-common';
import type { PracticeRouter } from '@callboard/plugin-itsm-node';
import type { GateService } from './GateService';
import type { StandardService } from './StandardService';

/** Mounts the routes of standard changes and gates: parse, call, answer. */
export function mountStandardRoutes(
  router: PracticeRouter,
  standard: StandardService & GateService,
): void {
  router.route(contracts.list, ({ caller, query }) =>
    standard.list(caller, query),
  );
  router.route(contracts.get, ({ caller, params }) =>
    standard.get(caller, params.key),
  );
  router.route(contracts.runs, ({ caller, params, query }) =>
    standard.runs(caller, params.key, query),
  );
  router.route(contracts.file, ({ caller, params, body }) =>
    standard.file(caller, params.key, body),
  );
  router.route(contracts.gateOfRun, ({ caller, params, body }) =>
    standard.ofRun(caller, params.key, body),
  );
  router.route(contracts.gate, ({ caller, params }) =>
    standard.ofChange(caller, params.id),
  );
}
