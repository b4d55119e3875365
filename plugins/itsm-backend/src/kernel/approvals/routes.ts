import { approvalRoutes as contracts } from '@callboard/plugin-itsm-common';
import type { PracticeRouter } from '@callboard/plugin-itsm-node';
import type { Absences } from './Absences';
import type { Approvals } from './Approvals';

/** Mounts approvals. */
export function mountApprovalRoutes(
  router: PracticeRouter,
  approvals: Approvals,
): void {
  router.route(contracts.inbox, ({ caller, query }) =>
    approvals.inbox(caller, query),
  );
  router.route(contracts.count, ({ caller }) => approvals.count(caller));
  router.route(contracts.seat, ({ caller, params }) =>
    approvals.seat(caller, params.id),
  );
  router.route(contracts.decide, ({ caller, params, body }) =>
    approvals.decide(caller, params.id, body),
  );
  router.route(contracts.ofRecord, ({ caller, params }) =>
    approvals.ofRecord(caller, params.id),
  );
  router.route(contracts.looked, async ({ caller, params }) => {
    await approvals.looked(caller, params.id);
    return {};
  });
  router.route(contracts.askAgain, ({ caller, params }) =>
    approvals.askAgain(caller, params.id),
  );
}

/** Mounts absences: everybody says their own, and administrators those of others. */
export function mountAbsenceRoutes(
  router: PracticeRouter,
  absences: Absences,
): void {
  router.route(contracts.myAbsence, ({ caller }) => absences.mine(caller));
  router.route(contracts.setMyAbsence, async ({ caller, body }) => {
    await absences.put(caller, caller.ref, body);
    return absences.mine(caller);
  });
  router.route(contracts.endMyAbsence, async ({ caller }) => {
    await absences.remove(caller, caller.ref);
    return {};
  });
  router.route(contracts.absence, ({ caller, query }) =>
    absences.of(caller, query.ref),
  );
  router.route(contracts.setAbsence, async ({ caller, query, body }) => {
    await absences.put(caller, query.ref, body);
    return absences.of(caller, query.ref);
  });
  router.route(contracts.endAbsence, async ({ caller, query }) => {
    await absences.remove(caller, query.ref);
    return {};
  });
}
