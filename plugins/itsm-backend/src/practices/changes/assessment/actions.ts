import {
  assessmentSchema,
  changeDraftSchema,
} from '@callboard/plugin-itsm-common';
import { defineAction, type ItsmAction } from '@callboard/plugin-itsm-node';
import type { AssessmentService } from './AssessmentService';

/** What agents and pipelines can ask about changes before they happen. */
export function assessmentActions(
  assessments: AssessmentService,
): ItsmAction[] {
  const { shape } = changeDraftSchema;
  return [
    defineAction({
      name: 'assess-change',
      title: 'Assess a change',
      description:
        'Says what a planned change would hit, how risky it is with the points of each factor, what it is in conflict with at that time (other changes, freezes, major incidents, outages that it and another change cause only together), each with the path of dependencies that explains it, and the next times that are free. Name what is changed and the planned window; nothing is written. Call it before filing or moving a change.',
      input: changeDraftSchema.safeExtend({
        affects: shape.affects.describe(
          'What is changed: catalog entities, e.g. resource:default/orders-db',
        ),
        plannedStart: shape.plannedStart.describe(
          'Start of the planned window, an instant; with plannedEnd',
        ),
        id: shape.id.describe(
          'Number of the change, if it is filed already: it is not in conflict with itself',
        ),
      }),
      output: assessmentSchema,
      readOnly: true,
      run: (draft, caller) => assessments.assess(caller, draft),
    }),
  ];
}
