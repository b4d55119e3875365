import { z } from 'zod';
import { bulkSchemaOf } from '../../../kernel/bulk';
import { customValuesSchema } from '../../../kernel/customField';
import { VISIBILITIES } from '../../../kernel/record';
import {
  instantSchema,
  markdownSchema,
  pageSchema,
  participantSchema,
  recordIdParamsSchema,
  recordListQuerySchema,
  recordSchema,
  refInfoSchema,
  refOfKind,
  requiredMarkdownSchema,
  textSchema,
  titleSchema,
  viewerSchema,
  webAddressSchema,
} from '../../../kernel/schema';
import {
  LONGEST_TREND_REVIEW_DAYS,
  TREND_CONFIDENCE_VALUES,
  TREND_HORIZON_VALUES,
  TREND_IMPACT_VALUES,
  TREND_REVIEW_DAYS,
} from './model';

const refs = z.record(z.string(), refInfoSchema);
const text = requiredMarkdownSchema.max(5_000);
const emptied = markdownSchema.max(5_000).nullable();
const impact = z.enum(TREND_IMPACT_VALUES);
const horizon = z.enum(TREND_HORIZON_VALUES);
const confidence = z.enum(TREND_CONFIDENCE_VALUES);
const reviewEvery = z
  .number()
  .int('must be a whole number of days')
  .min(1, 'must be at least a day')
  .max(LONGEST_TREND_REVIEW_DAYS, 'must be at most two years');

/** A row of the trends. */
export const trendSummarySchema = recordSchema.extend({
  trendImpact: impact.optional(),
  trendHorizon: horizon.optional(),
  trendConfidence: confidence.optional(),
  reviewEvery: z.number().optional(),
  reviewedAt: instantSchema.optional(),
  reviewAt: instantSchema.optional(),
});
export type TrendSummary = z.output<typeof trendSummarySchema>;

/** One trend, with what the caller may do with it. */
export const trendSchema = trendSummarySchema.extend({
  what: z.string().optional(),
  answer: z.string().optional(),
  closeReason: z.string().optional(),
  participants: z.array(participantSchema),
  viewer: viewerSchema,
  refs,
});
export type Trend = z.output<typeof trendSchema>;

/** What is said when a trend is written down. */
export const newTrendSchema = z.strictObject({
  title: titleSchema,
  what: text,
  trendImpact: impact,
  trendHorizon: horizon.default('next'),
  trendConfidence: confidence.default('low'),
  reviewEvery: reviewEvery.default(TREND_REVIEW_DAYS),
  /** The group that keeps an eye on it. */
  ownerRef: refOfKind('group'),
  assigneeRef: refOfKind('user').optional(),
  visibility: z.enum(VISIBILITIES).optional(),
});
export type NewTrend = z.output<typeof newTrendSchema>;

/** Fields that may be edited. `null` empties one. */
export const trendPatchSchema = z
  .strictObject({
    title: titleSchema,
    what: text,
    trendImpact: impact,
    trendHorizon: horizon,
    trendConfidence: confidence,
    answer: emptied,
    reviewEvery,
    ownerRef: refOfKind('group'),
    assigneeRef: refOfKind('user').nullable(),
    visibility: z.enum(VISIBILITIES),
    custom: customValuesSchema,
  })
  .partial()
  .refine(
    patch => Object.keys(patch).length > 0,
    'must change at least one field',
  );
export type TrendPatch = z.output<typeof trendPatchSchema>;

/** A transition with what it needs. */
export const trendTransitionSchema = z.strictObject({
  transition: z.string().max(40),
  answer: text.optional(),
  closeReason: text.optional(),
  comment: requiredMarkdownSchema.optional(),
});
export type TrendTransition = z.output<typeof trendTransitionSchema>;

/** One change of fields or one transition for many trends. */
export const trendBulkSchema = bulkSchemaOf('trends', {
  patch: trendPatchSchema,
  transition: trendTransitionSchema,
});
export type TrendBulk = z.output<typeof trendBulkSchema>;

export const trendListQuerySchema = recordListQuerySchema.omit({ type: true });
export type TrendListQuery = z.output<typeof trendListQuerySchema>;

export const trendPageSchema = pageSchema(trendSummarySchema).extend({ refs });
export type TrendPage = z.output<typeof trendPageSchema>;

/** That somebody looked at it again, and what they saw. */
export const trendReviewSchema = z.strictObject({
  comment: requiredMarkdownSchema.optional(),
});
export type TrendReview = z.output<typeof trendReviewSchema>;

/** What a trend is known by. */
export const trendEvidenceSchema = z.object({
  id: z.string(),
  /** Absent once it was erased. */
  words: z.string().optional(),
  url: z.string().optional(),
  /** When it was seen or published. */
  at: instantSchema,
  byRef: z.string(),
  /** Whether it speaks for the trend or against it. */
  speaks: z.enum(['for', 'against']),
});
export type TrendEvidence = z.output<typeof trendEvidenceSchema>;

export const trendEvidenceListSchema = z.object({
  /** The latest first. */
  items: z.array(trendEvidenceSchema),
  canEdit: z.boolean(),
  refs,
});
export type TrendEvidenceList = z.output<typeof trendEvidenceListSchema>;

export const newTrendEvidenceSchema = z.strictObject({
  words: textSchema.trim().min(1, 'must say something').max(1_000),
  url: webAddressSchema('must be an address with http or https').optional(),
  at: instantSchema.optional(),
  speaks: z.enum(['for', 'against']).default('for'),
});
export type NewTrendEvidence = z.output<typeof newTrendEvidenceSchema>;

export const trendEvidenceParamsSchema = recordIdParamsSchema.extend({
  evidence: z.uuid('must be the id of a piece of evidence'),
});
