import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { changeRoutes } from '@callboard/plugin-itsm-common';
import { callsFor, type ChangeActionOptions } from './changeCalls';

/** The name of the action in templates. */
export const FINISH_ACTION = 'itsm:change:finish';

/** Says how the change of a run ended. */
export function finishAction(options: ChangeActionOptions) {
  return createTemplateAction({
    id: FINISH_ACTION,
    description:
      'Finishes the change of a run with its outcome, which counts in the success record of a standard change.',
    supportsDryRun: true,
    examples: [
      {
        description: 'The last step of a standard change',
        example: `steps:
  - id: finish
    name: Say how it went
    action: itsm:change:finish
    input:
      change: \${{ steps.gate.output.number }}
      outcome: successful
`,
      },
    ],
    schema: {
      input: {
        change: z => z.string().describe('Number of the change'),
        outcome: z =>
          z
            .enum(['successful', 'issues', 'rolled-back', 'failed'])
            .describe('How it ended'),
        note: z => z.string().describe('How it went, in words').optional(),
      },
      output: {
        number: z => z.string().describe('Number of the change'),
      },
    },
    async handler(ctx) {
      const { change, outcome, note } = ctx.input;
      ctx.output('number', change);
      if (ctx.isDryRun) {
        ctx.logger.info(`${change} would be finished as ${outcome}.`);
        return;
      }
      const finished = await callsFor(options, ctx)(changeRoutes.transition, {
        params: { id: change },
        body: {
          transition: 'finish',
          outcome,
          ...(note ? { outcomeNote: note } : {}),
        },
      });
      ctx.logger.info(`Finished ${finished.number} as ${outcome}.`);
    },
  });
}
