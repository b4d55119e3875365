import { z } from 'zod';
import { refOfKind, textSchema, titleSchema } from '../schema';
import {
  KPI_DIRECTIONS,
  KPI_STATISTICS,
  KPI_UNITS,
  type KpiFormula,
} from './model';
import { kpiKeySchema } from './schema';

/** The kind of definitions that add numbers, or say who owns one and which target it has. */
export const KPI_DEFINITION_KIND = 'kpi';

const word = z
  .string()
  .max(60)
  .regex(/^[a-zA-Z][\w.-]*$/, 'must be a word like resolved');

const facts = z.strictObject({
  kind: word,
  stage: word,
  mark: word.optional(),
});
const valued = facts.extend({ value: word.optional() });
const statistic = z.enum(KPI_STATISTICS);

/** A formula as definitions write it; see `KpiFormula`. */
export const kpiFormulaSchema = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('count'), facts }),
  z.strictObject({
    of: z.literal('share'),
    facts: facts.extend({ mark: word }),
    among: word.optional(),
  }),
  z.strictObject({
    of: z.literal('value'),
    facts: facts.omit({ mark: true }),
    value: word,
    statistics: z.array(statistic).min(1),
    statistic,
  }),
  z.strictObject({
    of: z.literal('ratio'),
    numerator: valued,
    denominator: valued,
  }),
  z.strictObject({ of: z.literal('level'), entered: facts, left: facts }),
  z.strictObject({ of: z.literal('level-age'), entered: facts, left: facts }),
  z.strictObject({ of: z.literal('gauge'), gauge: word.max(100) }),
]) satisfies z.ZodType<KpiFormula>;

/** Values of dimensions that are kept: of each one of the values. `none` keeps the facts without one. */
export const kpiWhereSchema = z
  .record(
    z.string().max(40),
    z.array(textSchema.min(1).max(512)).min(1).max(50),
  )
  .refine(
    where => Object.keys(where).length <= 6,
    'must name at most 6 dimensions',
  );
export type KpiWhere = z.output<typeof kpiWhereSchema>;

/**
 * What a definition of the kind `kpi` says. With `of` it is about a number that is there: under the
 * same key it says who owns it and which target it has, under another one it is that number of what
 * `where` keeps. With `formula` it is one of your own.
 */
export const kpiBodySchema = z
  .strictObject({
    of: kpiKeySchema
      .optional()
      .describe('A number that is there, e.g. incidents.time-to-resolve'),
    formula: kpiFormulaSchema.optional().describe('A formula of your own'),
    where: kpiWhereSchema
      .optional()
      .describe('Keeps only what has one of these values, by dimension'),
    name: titleSchema.optional(),
    purpose: titleSchema
      .optional()
      .describe('The question it answers, one sentence'),
    formulaWords: titleSchema.optional().describe('How it is counted'),
    source: titleSchema.optional().describe('A standard or a book'),
    unit: z.enum(KPI_UNITS).optional(),
    direction: z.enum(KPI_DIRECTIONS).optional(),
    dimensions: z
      .array(word)
      .max(6)
      .optional()
      .describe('What it can be asked by; all of its facts if left out'),
    ownerRef: refOfKind('user', 'group')
      .optional()
      .describe('A user or a group that answers for it'),
    target: z
      .number()
      .optional()
      .describe(
        'In its unit: milliseconds for durations, 0 to 1 for percentages',
      ),
    change: titleSchema
      .optional()
      .describe('What this version changes, for those who look at the number'),
  })
  .refine(({ of, formula }) => (of === undefined) !== (formula === undefined), {
    message:
      'must have either `of`, the key of a number that is there, or `formula`',
  })
  .refine(
    ({ formula, name, purpose, unit }) =>
      formula === undefined || (name && purpose && unit),
    {
      message: 'must have `name`, `purpose` and `unit` beside a formula',
      path: ['formula'],
    },
  );
export type KpiBody = z.output<typeof kpiBodySchema>;
