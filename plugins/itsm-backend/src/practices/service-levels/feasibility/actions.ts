import {
  feasibilityExplanationSchema,
  feasibilityPageSchema,
  FEASIBILITY_VERDICTS,
  thingRefSchema,
} from '@callboard/plugin-itsm-common';
import { defineAction, type ItsmAction } from '@callboard/plugin-itsm-node';
import { z } from 'zod';
import type { FeasibilityService } from './FeasibilityService';

/** What agents and pipelines can ask about promises. */
export function feasibilityActions(
  feasibility: FeasibilityService,
): ItsmAction[] {
  return [
    defineAction({
      name: 'check-promises',
      title: 'Check promises',
      description:
        'Says which service level promises cannot be kept even if everything behind them keeps its own promises: availability against objectives, agreements and supplier contracts of dependencies, and response and resolution times against those of the teams and suppliers behind a service. The worst first, each with its arithmetic. Call it before promising something, or to find promises to renegotiate.',
      input: z.strictObject({
        entity: thingRefSchema
          .optional()
          .describe('Promises of this catalog entity only'),
        verdict: z.enum(FEASIBILITY_VERDICTS).optional(),
        limit: z.number().int().min(1).max(200).default(50),
        cursor: z.string().max(2_000).optional(),
      }),
      output: feasibilityPageSchema,
      readOnly: true,
      run: (query, caller) => feasibility.list(caller, query),
    }),
    defineAction({
      name: 'explain-promise-check',
      title: 'Explain the check of promises',
      description:
        'Says how the verdicts about the promises of a catalog entity come about: the arithmetic step by step, what it depends on that promises nothing, which dependency is worth improving most, and the worst start for each promised time.',
      input: z.strictObject({
        entity: thingRefSchema.describe('A catalog entity'),
      }),
      output: feasibilityExplanationSchema,
      readOnly: true,
      run: ({ entity }, caller) => feasibility.explain(caller, entity),
    }),
  ];
}
