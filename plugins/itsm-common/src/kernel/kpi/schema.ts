import { z } from 'zod';
import { instantSchema, refInfoSchema, textSchema } from '../schema';
import { KPI_BASES, KPI_GRAINS, KPI_STATISTICS, KPI_UNITS } from './model';

/** A key of a KPI, e.g. `incidents.time-to-resolve`. */
export const kpiKeySchema = z
  .string()
  .max(100)
  .regex(
    /^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/,
    'must be a practice and a name, like incidents.volume',
  );

/** One question. `where` keeps the facts with one of the values of each dimension. */
export const kpiQuestionSchema = z.strictObject({
  kpi: kpiKeySchema,
  /**
   * From when on; the beginning of its day in the zone of the numbers, unless the grain is an hour.
   * Midnight UTC stands for the date.
   */
  from: instantSchema,
  /** Until when, not with it; the end of its day if it is within one, now if it is left out. */
  to: instantSchema.optional(),
  /** Asks for a series of points of that length beside the total. */
  grain: z.enum(KPI_GRAINS).optional(),
  /** Asks for the total of each value of a dimension, the largest first, at most `top`. */
  by: z.string().max(40).optional(),
  top: z.number().int().min(1).max(100).optional(),
  where: z
    .record(z.string().max(40), z.array(textSchema.max(512)).min(1).max(50))
    .optional(),
  statistic: z.enum(KPI_STATISTICS).optional(),
  basis: z.enum(KPI_BASES).optional(),
  /** Asks for the total of the period of the same length before, or of the same one a year ago. */
  compare: z.enum(['before', 'year']).optional(),
  /** An earlier version of its definition; the one that holds now if it is left out. */
  version: z.number().int().min(1).optional(),
});
export type KpiQuestion = z.infer<typeof kpiQuestionSchema>;

/** A number of a period. */
export const kpiPointSchema = z.object({
  from: instantSchema,
  to: instantSchema,
  /** Absent where there is nothing to count it of: nothing divided by nothing is not 0. */
  value: z.number().optional(),
  /** How many facts it is of: the denominator of shares, the values of a distribution. */
  count: z.number(),
  /** Of shares and ratios. */
  numerator: z.number().optional(),
  /** False while the period goes on, and of points that are only a part of a day, week, month… */
  complete: z.boolean(),
  /** False where it may be off by 1 %, as percentiles of 10,000 values and more are. */
  exact: z.boolean(),
});
export type KpiPoint = z.infer<typeof kpiPointSchema>;

/** The total of one value of a dimension. */
export const kpiGroupSchema = z.object({
  /** Absent for the facts that have none. */
  value: z.string().optional(),
  label: z.string(),
  ref: refInfoSchema.optional(),
  total: kpiPointSchema,
});
export type KpiGroup = z.infer<typeof kpiGroupSchema>;

/** What a question is answered with. */
export const kpiAnswerSchema = z.object({
  kpi: kpiKeySchema,
  version: z.number(),
  unit: z.enum(KPI_UNITS),
  statistic: z.enum(KPI_STATISTICS).optional(),
  basis: z.enum(KPI_BASES),
  zone: z.string(),
  total: kpiPointSchema,
  compared: kpiPointSchema.optional(),
  series: z.array(kpiPointSchema).optional(),
  groups: z.array(kpiGroupSchema).optional(),
  /** How many values there are beside those of `groups`, those one may not see among them. */
  moreGroups: z.number().optional(),
  /** Up to when what happened is counted in. */
  asOf: instantSchema,
  /** Since when the version that was asked holds, if it is not the first. */
  since: instantSchema.optional(),
  /** How much the rollups have still to read; 0 if they are up to date. */
  unread: z.number(),
  /** Whether they are being made again, and numbers are too small until then. */
  rebuilding: z.boolean(),
});
export type KpiAnswer = z.infer<typeof kpiAnswerSchema>;
