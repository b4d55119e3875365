import { assessmentRoutes as contracts } from '@callboard/plugin-itsm-common';
import type { PracticeRouter } from '@callboard/plugin-itsm-node';
import type { AssessmentService } from './AssessmentService';

/** Mounts the routes of what a change would do. */
export function mountAssessmentRoutes(
  router: PracticeRouter,
  assessments: AssessmentService,
): void {
  router.route(contracts.assess, ({ caller, body }) =>
    assessments.assess(caller, body),
  );
  router.route(contracts.assessment, ({ caller, params }) =>
    assessments.assessment(caller, params.id),
  );
}
