import {
  gateStatusesSchema,
  recordIdParamsSchema,
} from '@callboard/plugin-itsm-common';
import { defineAction, type ItsmAction } from '@callboard/plugin-itsm-node';
import { z } from 'zod';
import type { DesignService } from './DesignService';

/** What agents and pipelines can ask of designs. */
export function designActions(
  design: Pick<DesignService, 'gates'>,
): ItsmAction[] {
  return [
    defineAction({
      name: 'check-readiness-gates',
      title: 'Check the readiness gates of a service',
      description:
        'Says whether a service of the portfolio may be brought in (gate to-transition) and run (gate operate): for each gate whether it passes, and what is missing, one sentence each. Call it before moving a service along, or to find out what is left to do in its design.',
      input: z.strictObject({
        service: recordIdParamsSchema.shape.id.describe(
          'Number or id of the service in the portfolio, e.g. SVC-7',
        ),
      }),
      output: gateStatusesSchema,
      readOnly: true,
      run: ({ service }, caller) => design.gates(caller, service),
    }),
  ];
}
