import {
  filedStandardSchema,
  gateSchema,
  recordIdParamsSchema,
  standardFilingSchema,
  standardListSchema,
  standardChangeSummarySchema,
  thingRefSchema,
} from '@callboard/plugin-itsm-common';
import { defineAction, type ItsmAction } from '@callboard/plugin-itsm-node';
import { z } from 'zod';
import type { GateService } from './GateService';
import type { StandardService } from './StandardService';

/** What agents and pipelines can do with standard changes. */
export function standardActions(
  standard: StandardService & GateService,
): ItsmAction[] {
  return [
    defineAction({
      name: 'check-change-gate',
      title: 'Check the gate of a change',
      description:
        'Says whether the work of a change may go on right now: approved, or pre-approved as a standard change, and within its planned window. Answers open or not, with a sentence that says why not, and until when or from when it is open. Call it before touching what the change is about, and stop if it is shut.',
      input: z.strictObject({
        change: recordIdParamsSchema.shape.id.describe(
          'Number of the change, e.g. CHG-1042',
        ),
      }),
      output: gateSchema,
      readOnly: true,
      run: ({ change }, caller) => standard.ofChange(caller, change),
    }),
    defineAction({
      name: 'list-standard-changes',
      title: 'List standard changes',
      description:
        'Lists standard changes (templates of proven work) with how far each is trusted: proving, pre-approved or demoted and why. With an entity, those that may be done to it. Call it to find the key for filing one.',
      input: z.strictObject({
        entity: thingRefSchema.optional().describe('A catalog entity'),
      }),
      output: standardListSchema,
      readOnly: true,
      run: (query, caller) => standard.list(caller, query),
    }),
    defineAction({
      name: 'file-standard-change',
      title: 'File a standard change',
      description:
        'Files a run of a standard change for a catalog entity and a window. A pre-approved one is scheduled at once; any other goes to assessment and approval. Answers the number and what happens next.',
      input: z.strictObject({
        key: standardChangeSummarySchema.shape.key.describe(
          'Key of the standard change',
        ),
        ...standardFilingSchema.shape,
      }),
      output: filedStandardSchema,
      run: ({ key, ...filing }, caller) => standard.file(caller, key, filing),
    }),
  ];
}
