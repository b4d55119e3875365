import { proposalRoutes as contracts } from '@callboard/plugin-itsm-common';
import type { PracticeRouter } from '@callboard/plugin-itsm-node';
import type { ProposalService } from './ProposalService';

/** Mounts the routes of proposals: parse, call, answer. */
export function mountProposalRoutes(
  router: PracticeRouter,
  proposals: ProposalService,
): void {
  router.route(contracts.list, ({ caller, query }) =>
    proposals.list(caller, query),
  );
  router.route(contracts.look, ({ caller }) => proposals.look(caller));
  router.route(contracts.get, ({ caller, params }) =>
    proposals.get(caller, params.id),
  );
  router.route(contracts.accept, ({ caller, params, body }) =>
    proposals.accept(caller, params.id, body),
  );
  router.route(contracts.dismiss, ({ caller, params, body }) =>
    proposals.dismiss(caller, params.id, body),
  );
  router.route(contracts.restore, ({ caller, params }) =>
    proposals.restore(caller, params.id),
  );
}
