import { z } from 'zod';
import { instantSchema } from '../schema';
import { kpiFormulaSchema } from './definition';
import { kpiInfoSchema, kpiVersionSchema } from './info';
import { KPI_BASES, KPI_GRAINS, KPI_STATISTICS } from './model';
import { kpiPointSchema } from './schema';

/** One of the things that a number is made of. */
export const kpiTermSchema = z.object({
  /** What it is in the formula. */
  role: z.enum([
    'count',
    'numerator',
    'denominator',
    'values',
    'entered',
    'left',
  ]),
  /** For people, e.g. `Incidents resolved, reopened before`. */
  words: z.string(),
  kind: z.string(),
  stage: z.string(),
  mark: z.string().optional(),
  value: z.string().optional(),
  /** How many facts, and of values their sum. */
  count: z.number(),
  sum: z.number().optional(),
});
export type KpiTerm = z.output<typeof kpiTermSchema>;

/** How a number came to be. */
export const kpiExplanationSchema = z.object({
  kpi: kpiInfoSchema,
  /** The version that was asked. */
  version: z.number().int(),
  basis: z.enum(KPI_BASES),
  statistic: z.enum(KPI_STATISTICS).optional(),
  from: instantSchema,
  to: instantSchema,
  zone: z.string(),
  total: kpiPointSchema,
  /** Sentences, in the order in which one would tell it. */
  words: z.array(z.string()),
  formula: kpiFormulaSchema,
  terms: z.array(kpiTermSchema),
  /** What was read: rollups of spans of time, or the facts themselves. */
  read: z.array(
    z.object({
      from: z.enum(['rollups', 'facts', 'practice']),
      grain: z.enum(KPI_GRAINS).optional(),
      /** How many spans of time. */
      spans: z.number().int(),
    }),
  ),
  /** The same counted again from the facts, where there are not too many of them. */
  recount: z
    .object({
      value: z.number().optional(),
      count: z.number(),
      numerator: z.number().optional(),
      equal: z.boolean(),
    })
    .optional(),
  exact: z.boolean(),
  /** Why it is exact or not, a sentence. */
  exactWords: z.string(),
  versions: z.array(kpiVersionSchema),
  asOf: instantSchema,
  unread: z.number(),
  rebuilding: z.boolean(),
});
export type KpiExplanation = z.output<typeof kpiExplanationSchema>;
