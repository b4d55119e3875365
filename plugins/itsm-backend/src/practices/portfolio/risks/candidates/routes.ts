import { riskCandidateRoutes as contracts } from '@callboard/plugin-itsm-common';
import type { PracticeRouter } from '@callboard/plugin-itsm-node';
import type { CandidateService } from './CandidateService';

/** Mounts the routes of candidates: parse, call, answer. */
export function mountCandidateRoutes(
  router: PracticeRouter,
  candidates: CandidateService,
): void {
  router.route(contracts.list, ({ caller, query }) =>
    candidates.list(caller, query),
  );
  router.route(contracts.look, ({ caller }) => candidates.look(caller));
  router.route(contracts.get, ({ caller, params }) =>
    candidates.get(caller, params.id),
  );
  router.route(contracts.accept, ({ caller, params, body }) =>
    candidates.accept(caller, params.id, body),
  );
  router.route(contracts.dismiss, ({ caller, params, body }) =>
    candidates.dismiss(caller, params.id, body),
  );
  router.route(contracts.restore, ({ caller, params }) =>
    candidates.restore(caller, params.id),
  );
}
