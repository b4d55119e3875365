import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  changeRoutes,
  standardChangeRoutes,
  type GateAnswer,
} from '@callboard/plugin-itsm-common';
import { callsFor, type ChangeActionOptions } from './changeCalls';

/** The name of the action in templates. */
export const GATE_ACTION = 'itsm:change:gate';

/** What is asked: one change, or the run of a standard change. */
interface GateInput {
  change?: string;
  standardChange?: string;
  entity?: string;
  plannedStart?: string;
  plannedEnd?: string;
  start?: boolean;
}

/** @throws Error that says what to give */
function checkInput(input: GateInput): void {
  const byNumber = input.change !== undefined;
  const byTemplate =
    input.standardChange !== undefined && input.entity !== undefined;
  const mixed =
    byNumber &&
    (input.standardChange !== undefined || input.entity !== undefined);
  if (byNumber === byTemplate || mixed) {
    throw new Error(
      'Give either change, the number of a change, or standardChange and entity',
    );
  }
}

/**
 * Lets a run go on only while its change may be done: approved, or pre-approved as a standard change, and
 * within its planned window.
 */
export function gateAction(options: ChangeActionOptions) {
  return createTemplateAction({
    id: GATE_ACTION,
    description:
      'Fails the run unless the change it belongs to is approved and its planned window is open. Files a run of a standard change if there is none.',
    supportsDryRun: true,
    examples: [
      {
        description: 'Only within the window of a standard change',
        example: `steps:
  - id: gate
    name: Ask the change whether it may be done now
    action: itsm:change:gate
    input:
      standardChange: flush-cart-cache
      entity: \${{ parameters.entity }}
`,
      },
    ],
    schema: {
      input: {
        change: z =>
          z.string().describe('Number of a change, e.g. CHG-1042').optional(),
        standardChange: z =>
          z.string().describe('Key of a standard change').optional(),
        entity: z =>
          z
            .string()
            .describe('What the standard change is done to, as a reference')
            .optional(),
        plannedStart: z =>
          z
            .string()
            .describe('Start of the run that is filed; now by default')
            .optional(),
        plannedEnd: z =>
          z
            .string()
            .describe('End of the run that is filed; by the standard change')
            .optional(),
        start: z =>
          z
            .boolean()
            .describe(
              'Starts the change when the gate is open; true by default',
            )
            .optional(),
      },
      output: {
        number: z => z.string().describe('Number of the change'),
        until: z => z.string().describe('When the gate shuts').optional(),
        reason: z => z.string().describe('What the gate says'),
      },
    },
    async handler(ctx) {
      const { input, logger } = ctx;
      checkInput(input);
      const call = callsFor(options, ctx);
      const tell = (gate: GateAnswer) => {
        ctx.output('number', gate.number);
        ctx.output('reason', gate.reason);
        if (gate.until) ctx.output('until', gate.until);
        logger.info(gate.reason);
      };

      if (ctx.isDryRun) {
        if (input.change === undefined) {
          const standard = await call(standardChangeRoutes.get, {
            params: { key: input.standardChange! },
          });
          const reason = `A run of "${standard.title}" for ${input.entity} would be asked for; it is ${standard.state}.`;
          ctx.output('number', 'CHG-0');
          ctx.output('reason', reason);
          logger.info(reason);
          return;
        }
        const gate = await call(standardChangeRoutes.gate, {
          params: { id: input.change },
        });
        tell(gate);
        if (!gate.open) logger.warn('A run that is no dry run would end here.');
        return;
      }

      let gate: GateAnswer;
      if (input.change === undefined) {
        const answer = await call(standardChangeRoutes.gateOfRun, {
          params: { key: input.standardChange! },
          body: {
            entityRef: input.entity!,
            plannedStart: input.plannedStart,
            plannedEnd: input.plannedEnd,
          },
        });
        if (answer.filed) logger.info(`Filed ${answer.number}.`);
        gate = answer;
      } else {
        gate = await call(standardChangeRoutes.gate, {
          params: { id: input.change },
        });
      }
      tell(gate);
      if (!gate.open) throw new Error(gate.reason);
      if (input.start === false || gate.status === 'implement') return;
      await call(changeRoutes.transition, {
        params: { id: gate.number },
        body: { transition: 'start' },
      });
      logger.info(`Started ${gate.number}.`);
    },
  });
}
