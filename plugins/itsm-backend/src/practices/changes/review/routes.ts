import { changeReviewRoutes as contracts } from '@callboard/plugin-itsm-common';
import type { PracticeRouter } from '@callboard/plugin-itsm-node';
import type { ReviewService } from './ReviewService';

/** Mounts the routes of reviews: parse, call, answer. */
export function mountReviewRoutes(
  router: PracticeRouter,
  review: ReviewService,
): void {
  router.route(contracts.get, ({ caller, params }) =>
    review.get(caller, params.id),
  );
  router.route(contracts.ask, ({ caller, params }) =>
    review.ask(caller, params.id),
  );
  router.route(contracts.answer, ({ caller, params, body }) =>
    review.answer(caller, params.id, body.answers),
  );
  router.route(contracts.addAction, ({ caller, params, body }) =>
    review.addAction(caller, params.id, body),
  );
  router.route(contracts.finish, ({ caller, params }) =>
    review.finish(caller, params.id),
  );
  router.route(contracts.proposals, ({ caller, params }) =>
    review.proposals(caller, params.id),
  );
  router.route(contracts.linkIncident, ({ caller, params, body }) =>
    review.linkIncident(caller, params.id, body.incident),
  );
  router.route(contracts.unlinkIncident, ({ caller, params }) =>
    review.unlinkIncident(caller, params.id, params.incident),
  );
  router.route(contracts.dismiss, ({ caller, params }) =>
    review.dismiss(caller, params.id, params.incident, true),
  );
  router.route(contracts.undismiss, ({ caller, params }) =>
    review.dismiss(caller, params.id, params.incident, false),
  );
  router.route(contracts.actual, ({ caller, params }) =>
    review.actual(caller, params.id),
  );
}
