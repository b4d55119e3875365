import { z } from 'zod';
import {
  entityRefSchema,
  instantSchema,
  listParam,
  numberParam,
  pageSchema,
  refInfoSchema,
  refOfKind,
  requiredMarkdownSchema,
} from '../../../kernel/schema';
import {
  RISK_CANDIDATE_STATE_VALUES,
  RISK_FINDER_VALUES,
} from './candidateModel';
import { riskScaleSchema } from './schema';

/** A fact that a candidate rests on. */
export const riskFactSchema = z.object({
  label: z.string(),
  /** As a sentence has it, e.g. `7 services` or `2026-11-30`. */
  value: z.string(),
  /** What it is about, where that is one thing. */
  ref: z.string().optional(),
});
export type RiskFact = z.output<typeof riskFactSchema>;

/** Something that the data say could become a risk. */
export const riskCandidateSchema = z.object({
  id: z.string(),
  finder: z.enum(RISK_FINDER_VALUES),
  state: z.enum(RISK_CANDIDATE_STATE_VALUES),
  /** What was found, one sentence. */
  title: z.string(),
  /** Why it could hurt, one or two sentences. */
  why: z.string(),
  /** What could be done about it, in a sentence. */
  remedy: z.string(),
  serviceRef: z.string().optional(),
  ownerRef: z.string().optional(),
  /** What the data suggest; whoever accepts it may say otherwise. */
  likelihood: z.number().int(),
  impact: z.number().int(),
  facts: z.array(riskFactSchema),
  /** Where to read more, within the portal. */
  path: z.string().optional(),
  foundAt: instantSchema,
  /** When it was found to hold last. */
  seenAt: instantSchema,
  decidedAt: instantSchema.optional(),
  /** Why it was dismissed; absent once its words were erased. */
  reason: z.string().optional(),
  /** Why it is back, or why it is gone. */
  note: z.string().optional(),
  /** What it became, if the caller may read it. */
  risk: z
    .object({ number: z.string(), title: z.string(), statusLabel: z.string() })
    .optional(),
  viewer: z.object({
    canAccept: z.boolean(),
    canDismiss: z.boolean(),
    canRestore: z.boolean(),
  }),
});
export type RiskCandidate = z.output<typeof riskCandidateSchema>;

/** Which candidates: the open ones unless asked otherwise. */
export const riskCandidateQuerySchema = z.strictObject({
  state: listParam(z.enum(RISK_CANDIDATE_STATE_VALUES)).optional(),
  finder: listParam(z.enum(RISK_FINDER_VALUES)).optional(),
  service: listParam(entityRefSchema).optional(),
  team: listParam(entityRefSchema).optional(),
  limit: numberParam(z.number().int().min(1).max(100)).optional(),
  cursor: z.string().max(4_000).optional(),
});
export type RiskCandidateQuery = z.output<typeof riskCandidateQuerySchema>;

const skippedSchema = z.array(
  z.object({ finder: z.enum(RISK_FINDER_VALUES), reason: z.string() }),
);

/** A page of candidates, the highest first. */
export const riskCandidatePageSchema = pageSchema(riskCandidateSchema).extend({
  /** When it was looked last; absent before the first time. */
  lookedAt: instantSchema.optional(),
  /** Finders that could not look, and why. */
  skipped: skippedSchema,
  refs: z.record(z.string(), refInfoSchema),
  viewer: z.object({ canLook: z.boolean() }),
});
export type RiskCandidatePage = z.output<typeof riskCandidatePageSchema>;

/** What came of looking. */
export const riskLookSchema = z.object({
  lookedAt: instantSchema,
  found: z.number().int(),
  added: z.number().int(),
  cameBack: z.number().int(),
  gone: z.number().int(),
  skipped: skippedSchema,
});
export type RiskLook = z.output<typeof riskLookSchema>;

export const riskCandidateParamsSchema = z.strictObject({
  id: z.uuid('must be the id of a candidate'),
});

/** Who takes it on and how high it is, where that is not what the data say. */
export const riskCandidateAcceptSchema = z.strictObject({
  ownerRef: refOfKind('group').optional(),
  likelihood: riskScaleSchema.optional(),
  impact: riskScaleSchema.optional(),
});
export type RiskCandidateAccept = z.output<typeof riskCandidateAcceptSchema>;

export const riskCandidateDismissSchema = z.strictObject({
  /** Read by whoever wonders later. */
  reason: requiredMarkdownSchema.max(2_000),
});
export type RiskCandidateDismiss = z.output<typeof riskCandidateDismissSchema>;
