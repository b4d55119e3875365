import {
  alignmentSchema,
  businessObjectiveListQuerySchema,
  businessObjectivePageSchema,
  checkInSchema,
  keyResultParamsSchema,
  keyResultsSchema,
  recordIdParamsSchema,
  STATUS_CATEGORIES,
} from '@callboard/plugin-itsm-common';
import { defineAction, type ItsmAction } from '@callboard/plugin-itsm-node';
import { z } from 'zod';
import type { AlignmentService } from './alignment/AlignmentService';
import type { BusinessObjectiveService } from './objectives/BusinessObjectiveService';
import type { KeyResultService } from './objectives/KeyResultService';

const { q, cursor, theme } = businessObjectiveListQuerySchema.shape;
const objective = recordIdParamsSchema.shape.id.describe(
  'Number or id of the objective, e.g. OBJ-3',
);

/** What agents can do with strategy. */
export function strategyActions(services: {
  objectives: BusinessObjectiveService;
  keyResults: KeyResultService;
  alignment: AlignmentService;
}): ItsmAction[] {
  const { objectives, keyResults, alignment } = services;
  return [
    defineAction({
      name: 'list-business-objectives',
      title: 'List business objectives',
      description:
        'Lists the business objectives that the caller may read with how far each is (progress, 0 to 1), as a page. They are what the business wants to reach, not service level objectives.',
      input: z.strictObject({
        category: z
          .array(z.enum(STATUS_CATEGORIES))
          .max(6)
          .default(['open'])
          .describe(
            'How they stand; those that are pursued unless said otherwise',
          ),
        theme: theme.describe(
          'Only those of a theme of the strategy, by its key',
        ),
        q: q.describe('Words to search for'),
        limit: z.number().int().min(1).max(50).default(20),
        cursor: cursor.describe('pageInfo.nextCursor of the page before'),
      }),
      output: businessObjectivePageSchema,
      readOnly: true,
      run: (input, caller) => objectives.list(caller, input),
    }),
    defineAction({
      name: 'get-key-results',
      title: 'Get key results of a business objective',
      description:
        'All key results of a business objective: start, target, current value, progress from 0 to 1, and the last values. Their ids are what check-in-key-result asks for.',
      input: z.strictObject({ id: objective }),
      output: keyResultsSchema,
      readOnly: true,
      run: ({ id }, caller) => keyResults.list(caller, id),
    }),
    defineAction({
      name: 'check-in-key-result',
      title: 'Write down a value of a key result',
      description:
        'Writes down what a key result is now, and how sure its owner is that it will be reached. Possible for its owner and those who work on the objective; values of key results that a KPI measures are not written down.',
      input: z.strictObject({
        id: objective,
        keyResult: keyResultParamsSchema.shape.keyResult.describe(
          'Id of the key result, see get-key-results',
        ),
        ...checkInSchema.shape,
      }),
      output: keyResultsSchema,
      run: ({ id, keyResult, ...said }, caller) =>
        keyResults.checkIn(caller, id, keyResult, said),
    }),
    defineAction({
      name: 'get-alignment',
      title: 'Get alignment with business objectives',
      description:
        'How many services, needs, changes and initiatives serve each business objective, themselves (direct) or through the service that they are about, and how many serve none, as far as the caller may read them.',
      input: z.strictObject({
        days: z
          .number()
          .int()
          .min(1)
          .max(730)
          .default(90)
          .describe('Changes and initiatives of so many days count'),
      }),
      output: alignmentSchema,
      readOnly: true,
      run: (input, caller) => alignment.matrix(caller, input),
    }),
  ];
}
