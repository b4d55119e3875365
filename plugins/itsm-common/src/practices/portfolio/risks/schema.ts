import { z } from 'zod';
import { bulkSchemaOf } from '../../../kernel/bulk';
import { customValuesSchema } from '../../../kernel/customField';
import { definitionKeySchema } from '../../../kernel/definitions';
import { VISIBILITIES } from '../../../kernel/record';
import {
  channelSchema,
  entityRefSchema,
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
  thingRefSchema,
  titleSchema,
  viewerSchema,
} from '../../../kernel/schema';
import {
  DEFAULT_REVIEW_DAYS,
  LONGEST_REVIEW_DAYS,
  RISK_CATEGORY_VALUES,
  TREATMENT_VALUES,
} from './model';
import { RISK_SCORE_LEVEL_VALUES } from './score';

/** One of five, as the scales say. */
export const riskScaleSchema = z
  .number()
  .int('must be a whole number from 1 to 5')
  .min(1, 'must be from 1 to 5')
  .max(5, 'must be from 1 to 5');
const text = requiredMarkdownSchema.max(5_000);
const emptied = markdownSchema.max(5_000).nullable();
const reviewEvery = z
  .number()
  .int()
  .min(1, 'must be at least a day')
  .max(LONGEST_REVIEW_DAYS, 'must be at most two years');
const refs = z.record(z.string(), refInfoSchema);

/** A row of the register. */
export const riskSummarySchema = recordSchema.extend({
  riskCategory: z.enum(RISK_CATEGORY_VALUES).optional(),
  likelihood: z.number().optional(),
  impact: z.number().optional(),
  residualLikelihood: z.number().optional(),
  residualImpact: z.number().optional(),
  treatment: z.enum(TREATMENT_VALUES).optional(),
  acceptUntil: instantSchema.optional(),
  reviewEvery: z.number().optional(),
  reviewedAt: instantSchema.optional(),
  reviewAt: instantSchema.optional(),
  /** Likelihood times impact, without treatment. */
  score: z.number().optional(),
  residualScore: z.number().optional(),
  /** What counts now. */
  currentScore: z.number().optional(),
  level: z.enum(RISK_SCORE_LEVEL_VALUES).optional(),
});
export type RiskSummary = z.output<typeof riskSummarySchema>;

/** One risk, with what the caller may do with it. */
export const riskRecordSchema = riskSummarySchema.extend({
  cause: z.string().optional(),
  effect: z.string().optional(),
  treatmentPlan: z.string().optional(),
  acceptReason: z.string().optional(),
  closeReason: z.string().optional(),
  candidateId: z.string().optional(),
  /** How its approval stands, if it was asked for. */
  approval: z.string().optional(),
  custom: customValuesSchema.optional(),
  participants: z.array(participantSchema),
  viewer: viewerSchema,
  refs,
});
export type RiskRecord = z.output<typeof riskRecordSchema>;

/** What is said when a risk is written down; only the title is needed. */
export const newRiskSchema = z.strictObject({
  title: titleSchema,
  /** What it is about. */
  serviceRef: thingRefSchema.optional(),
  /** Who answers for it, where no group owns the service. */
  ownerRef: refOfKind('group').optional(),
  assigneeRef: refOfKind('user').optional(),
  riskCategory: z.enum(RISK_CATEGORY_VALUES).optional(),
  cause: text.optional(),
  effect: text.optional(),
  likelihood: riskScaleSchema.optional(),
  impact: riskScaleSchema.optional(),
  treatment: z.enum(TREATMENT_VALUES).optional(),
  treatmentPlan: text.optional(),
  reviewEvery: reviewEvery.default(DEFAULT_REVIEW_DAYS),
  /** When it is reviewed first, if that is another day than the rhythm says. */
  reviewAt: instantSchema.optional(),
  visibility: z.enum(VISIBILITIES).optional(),
  channel: channelSchema.exclude(['import']).optional(),
  template: definitionKeySchema.optional(),
  /** Number or id of a record that it is about. */
  fromRecord: recordIdParamsSchema.shape.id.optional(),
  custom: customValuesSchema.optional(),
});
export type NewRisk = z.output<typeof newRiskSchema>;

/** Fields that may be edited. `null` empties one. */
export const riskPatchSchema = z
  .strictObject({
    title: titleSchema,
    serviceRef: thingRefSchema.nullable(),
    ownerRef: refOfKind('group'),
    assigneeRef: refOfKind('user').nullable(),
    riskCategory: z.enum(RISK_CATEGORY_VALUES).nullable(),
    cause: emptied,
    effect: emptied,
    likelihood: riskScaleSchema.nullable(),
    impact: riskScaleSchema.nullable(),
    residualLikelihood: riskScaleSchema.nullable(),
    residualImpact: riskScaleSchema.nullable(),
    treatment: z.enum(TREATMENT_VALUES).nullable(),
    treatmentPlan: emptied,
    acceptReason: emptied,
    acceptUntil: instantSchema,
    reviewEvery,
    reviewAt: instantSchema,
    visibility: z.enum(VISIBILITIES),
    custom: customValuesSchema,
  })
  .partial()
  .refine(
    patch => Object.keys(patch).length > 0,
    'must change at least one field',
  );
export type RiskPatch = z.output<typeof riskPatchSchema>;

/** A transition with what it needs. */
export const riskTransitionSchema = z.strictObject({
  transition: z.string().max(40),
  cause: text.optional(),
  effect: text.optional(),
  likelihood: riskScaleSchema.optional(),
  impact: riskScaleSchema.optional(),
  residualLikelihood: riskScaleSchema.optional(),
  residualImpact: riskScaleSchema.optional(),
  treatment: z.enum(TREATMENT_VALUES).optional(),
  treatmentPlan: text.optional(),
  acceptReason: text.optional(),
  acceptUntil: instantSchema.optional(),
  closeReason: text.optional(),
  comment: requiredMarkdownSchema.optional(),
});
export type RiskTransition = z.output<typeof riskTransitionSchema>;

/** What a review found: the numbers that changed, and why. Saying nothing says that all holds. */
export const riskReviewSchema = z.strictObject({
  likelihood: riskScaleSchema.optional(),
  impact: riskScaleSchema.optional(),
  residualLikelihood: riskScaleSchema.optional(),
  residualImpact: riskScaleSchema.optional(),
  note: requiredMarkdownSchema.max(5_000).optional(),
});
export type RiskReview = z.output<typeof riskReviewSchema>;

/** One change of fields or one transition for many risks. */
export const riskBulkSchema = bulkSchemaOf('risks', {
  patch: riskPatchSchema,
  transition: riskTransitionSchema,
});
export type RiskBulk = z.output<typeof riskBulkSchema>;

export const riskListQuerySchema = recordListQuerySchema
  .omit({ type: true })
  .extend({ entity: entityRefSchema.optional() });
export type RiskListQuery = z.output<typeof riskListQuerySchema>;

export const riskPageSchema = pageSchema(riskSummarySchema).extend({ refs });
export type RiskPage = z.output<typeof riskPageSchema>;

/** Which risks are counted in the heat map: those of the list, and not closed unless asked for. */
export const riskHeatQuerySchema = z.strictObject({
  service: recordListQuerySchema.shape.service,
  owner: recordListQuerySchema.shape.owner,
  closed: z
    .enum(['true', 'false'])
    .transform(v => v === 'true')
    .optional(),
});
export type RiskHeatQuery = z.output<typeof riskHeatQuerySchema>;

const heatCellSchema = z.object({
  likelihood: z.number().int(),
  impact: z.number().int(),
  count: z.number().int(),
});
export type RiskHeatCell = z.output<typeof heatCellSchema>;

/** How many risks there are of each likelihood and impact, as far as the caller may read them. */
export const riskHeatSchema = z.object({
  /** Without treatment. Cells with none are left out. */
  before: z.array(heatCellSchema),
  /** As it is now: what is left of those that were treated. */
  now: z.array(heatCellSchema),
  /** Risks that nobody analysed yet. */
  unknown: z.number().int(),
  /** Risks whose review is overdue. */
  overdue: z.number().int(),
});
export type RiskHeat = z.output<typeof riskHeatSchema>;
