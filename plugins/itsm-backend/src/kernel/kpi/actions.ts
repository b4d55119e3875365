import {
  kpiAnswerSchema,
  kpiExplanationSchema,
  kpiKeySchema,
  kpiListSchema,
  kpiQuestionSchema,
} from '@callboard/plugin-itsm-common';
import { defineAction, type ItsmAction } from '@callboard/plugin-itsm-node';
import { z } from 'zod';
import type { AuthorizedKpis } from './AuthorizedKpis';

/** What agents and pipelines can ask about numbers. */
export function kpiActions(kpis: AuthorizedKpis): ItsmAction[] {
  return [
    defineAction({
      name: 'list-kpis',
      title: 'List key performance indicators',
      description:
        'Lists the numbers that can be asked for: what each tells, its unit (durations are milliseconds, percentages between 0 and 1), whether more or less is better, how it is counted and after which source, what it can be asked by, its owner and target. Call it before query-kpi to learn keys and dimensions. Those with `awaits` cannot be told yet.',
      input: z.strictObject({
        practice: z
          .string()
          .max(41)
          .optional()
          .describe('Those of one practice only, e.g. incidents'),
      }),
      output: kpiListSchema,
      readOnly: true,
      run: ({ practice }, caller) =>
        kpis.list(caller, practice === undefined ? undefined : [practice]),
    }),
    defineAction({
      name: 'query-kpi',
      title: 'Query a key performance indicator',
      description:
        'Tells a number of a period: with `grain` as a series (day, week, month, quarter; hour for counts), with `by` by the values of a dimension, the largest first, with `where` of some values only, with `compare` beside an earlier period. A value that is absent means that there was nothing to count it of. Numbers are of services and teams, never of people. Points with `complete: false` go on; do not read them as a fall.',
      input: kpiQuestionSchema,
      output: kpiAnswerSchema,
      readOnly: true,
      run: (question, caller) => kpis.answer(caller, question),
    }),
    defineAction({
      name: 'explain-kpi',
      title: 'Explain a key performance indicator',
      description:
        'Says how a number came to be: its formula in words, what was counted, numerator and denominator, whether counting again from the facts gives the same, and how exact it is. Call it when somebody doubts a number.',
      input: kpiQuestionSchema
        .omit({ grain: true, by: true, top: true, compare: true })
        .extend({
          kpi: kpiKeySchema.describe('The key, e.g. incidents.volume'),
        }),
      output: kpiExplanationSchema,
      readOnly: true,
      run: (question, caller) => kpis.explain(caller, question),
    }),
  ];
}
