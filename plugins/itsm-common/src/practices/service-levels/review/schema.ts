import { z } from 'zod';
import {
  entityRefSchema,
  instantSchema,
  refInfoSchema,
} from '../../../kernel/schema';
import {
  attainmentCountsSchema,
  breachSchema,
  breachShareSchema,
  timeZoneParam,
} from '../attainment/schema';
import { AGREEMENT_TYPES, METRICS } from '../model';

/** Months of a review: the one it is about, and those before it. */
export const REVIEW_MONTHS = 12;
/** Breaches that a review tells one by one. */
export const MOST_REVIEWED_BREACHES = 100;

const MONTH = /^(19|20|21)\d\d-(0[1-9]|1[0-2])$/;

/** A service and a month. */
export const reviewQuerySchema = z.strictObject({
  service: entityRefSchema,
  /** The last whole month if it is left out. */
  month: z.string().regex(MONTH, 'must be a month like 2026-03').optional(),
  zone: timeZoneParam.default('UTC'),
});

/** The same as a file. */
export const reviewExportQuerySchema = reviewQuerySchema.extend({
  /** `true` puts a byte order mark first, for programs that guess the encoding. */
  bom: z
    .enum(['true', 'false'])
    .transform(v => v === 'true')
    .optional(),
});

/** A month: how promises to customers were kept, and how much there was to do. */
const monthSchema = attainmentCountsSchema.extend({
  /** E.g. `2026-03`. */
  month: z.string(),
  from: instantSchema,
  to: instantSchema,
  /** Records that were filed against the service, and that were resolved. */
  opened: z.number(),
  resolved: z.number(),
});

/** How the promises of a service were kept in a month. */
export const reviewSchema = z.object({
  serviceRef: z.string(),
  month: z.string(),
  zone: z.string(),
  /** Whether the month goes on. */
  open: z.boolean(),
  /** Oldest first; the last one is the month of the review. */
  months: z.array(monthSchema),
  /** By agreement and metric. */
  promises: z.array(
    z.object({
      agreement: z.object({ key: z.string(), name: z.string() }),
      /** Whether it is agreed still. */
      inForce: z.boolean(),
      type: z.enum(AGREEMENT_TYPES),
      metric: z.enum(METRICS),
      month: attainmentCountsSchema,
      before: attainmentCountsSchema,
      /** All months together. */
      year: attainmentCountsSchema,
    }),
  ),
  /** Those of the month, the latest first; up to 100. */
  breaches: z.array(breachSchema),
  /** How many there are in all. */
  breachCount: z.number(),
  /** Who had the time of all breaches of the month that the caller works on, most first. */
  heldBy: z.array(breachShareSchema),
  refs: z.record(z.string(), refInfoSchema),
});

export type ReviewQuery = z.output<typeof reviewQuerySchema>;
export type Review = z.output<typeof reviewSchema>;
