import { z } from 'zod';
import { kpiWhereSchema } from '../../../kernel/kpi/definition';
import {
  KPI_GRAINS,
  KPI_STATISTICS,
  KPI_UNITS,
} from '../../../kernel/kpi/model';
import { kpiKeySchema } from '../../../kernel/kpi/schema';
import {
  entityRefSchema,
  instantSchema,
  listParam,
  numberParam,
  pageSchema,
  refInfoSchema,
  requiredMarkdownSchema,
} from '../../../kernel/schema';
import { INITIATIVE_DIRECTION_VALUES } from '../register/model';
import { FINDER_VALUES, PROPOSAL_STATE_VALUES } from './model';

const unit = z.enum(KPI_UNITS);

/** A number that a proposal rests on. Durations are milliseconds, percentages 0 to 1. */
export const proposalFigureSchema = z.object({
  label: z.string(),
  value: z.number(),
  unit,
  /** The same of the time before. */
  before: z.number().optional(),
});
export type ProposalFigure = z.output<typeof proposalFigureSchema>;

/** What a proposal rests on: numbers of a time, what they are made of, and the way to what is behind. */
export const proposalEvidenceSchema = z.object({
  /** The time that was looked at; before it comes as long a time to compare with. */
  from: instantSchema,
  to: instantSchema,
  /** What it is about in particular, e.g. words that titles share. */
  words: z.array(z.string()).optional(),
  figures: z.array(proposalFigureSchema),
  /** How it went on. */
  series: z
    .object({
      label: z.string(),
      unit,
      points: z.array(
        z.object({ from: instantSchema, to: instantSchema, value: z.number() }),
      ),
      /** What was usual of it. */
      limits: z
        .object({ centre: z.number(), lower: z.number(), upper: z.number() })
        .optional(),
    })
    .optional(),
  /** What it is made of. */
  rows: z
    .object({
      label: z.string(),
      valueLabel: z.string(),
      unit,
      items: z.array(
        z.object({
          label: z.string(),
          ref: z.string().optional(),
          value: z.number(),
        }),
      ),
    })
    .optional(),
  /** The records behind it: the filters of their list. */
  records: z
    .object({
      type: z.enum(['incident', 'change']),
      query: z.record(z.string(), z.string()),
    })
    .optional(),
  /** The number behind it. */
  kpi: z
    .object({
      key: kpiKeySchema,
      where: kpiWhereSchema.optional(),
      by: z.string().optional(),
      grain: z.enum(KPI_GRAINS).optional(),
    })
    .optional(),
});
export type ProposalEvidence = z.output<typeof proposalEvidenceSchema>;

/** What fixing it would save. It is an estimate: what it assumes is said. */
export const proposalEstimateSchema = z.object({
  /** Hours of work a month. */
  hours: z.number(),
  /** How the hours are reckoned, one sentence. */
  formula: z.string(),
  /** What nobody measured. */
  assumptions: z.array(z.string()),
});
export type ProposalEstimate = z.output<typeof proposalEstimateSchema>;

/** What an initiative would be measured by. */
export const proposalMeasureSchema = z.object({
  kpi: kpiKeySchema,
  where: kpiWhereSchema.optional(),
  statistic: z.enum(KPI_STATISTICS).optional(),
  /** In the unit of the KPI. */
  target: z.number().optional(),
  direction: z.enum(INITIATIVE_DIRECTION_VALUES),
  /** Hours of work in each thing that the KPI counts. */
  hoursEach: z.number().optional(),
});
export type ProposalMeasure = z.output<typeof proposalMeasureSchema>;

/** Something that the numbers say is worth improving. */
export const proposalSchema = z.object({
  id: z.string(),
  finder: z.enum(FINDER_VALUES),
  state: z.enum(PROPOSAL_STATE_VALUES),
  /** What was found, one sentence. */
  title: z.string(),
  /** Why it is worth looking at, one or two sentences. */
  why: z.string(),
  serviceRef: z.string().optional(),
  ownerRef: z.string().optional(),
  evidence: proposalEvidenceSchema,
  estimate: proposalEstimateSchema.extend({
    /** Where the portal knows what an hour costs. */
    money: z.number().optional(),
    currency: z.string().optional(),
  }),
  measure: proposalMeasureSchema
    .extend({ name: z.string().optional(), unit: unit.optional() })
    .optional(),
  foundAt: instantSchema,
  /** When it was found to hold last. */
  seenAt: instantSchema,
  decidedAt: instantSchema.optional(),
  /** Why it was dismissed; absent once its words were erased. */
  reason: z.string().optional(),
  /** Why it is back, or why it is gone. */
  note: z.string().optional(),
  /** What it became, if the caller may read it. */
  initiative: z
    .object({ number: z.string(), title: z.string(), statusLabel: z.string() })
    .optional(),
  viewer: z.object({
    canAccept: z.boolean(),
    canDismiss: z.boolean(),
    canRestore: z.boolean(),
  }),
});
export type Proposal = z.output<typeof proposalSchema>;

/** Which proposals: the open ones unless asked otherwise. */
export const proposalListQuerySchema = z.strictObject({
  state: listParam(z.enum(PROPOSAL_STATE_VALUES)).optional(),
  finder: listParam(z.enum(FINDER_VALUES)).optional(),
  service: listParam(entityRefSchema).optional(),
  team: listParam(entityRefSchema).optional(),
  limit: numberParam(z.number().int().min(1).max(100)).optional(),
  cursor: z.string().max(4_000).optional(),
});
export type ProposalListQuery = z.output<typeof proposalListQuerySchema>;

/** A page of proposals, what would save most first. */
export const proposalPageSchema = pageSchema(proposalSchema).extend({
  /** When it was looked last; absent before the first time. */
  lookedAt: instantSchema.optional(),
  /** When it was not possible to look at all of it, why. */
  skipped: z.array(
    z.object({
      finder: z.enum(FINDER_VALUES),
      reason: z.string(),
      /** Whether that is over soon by itself. */
      soon: z.boolean().optional(),
    }),
  ),
  /** Services and teams of all that are there in these states, for filters. */
  services: z.array(z.string()),
  teams: z.array(z.string()),
  refs: z.record(z.string(), refInfoSchema),
  viewer: z.object({ canLook: z.boolean() }),
});
export type ProposalPage = z.output<typeof proposalPageSchema>;

/** What came of looking. */
export const proposalLookSchema = z.object({
  lookedAt: instantSchema,
  found: z.number().int(),
  added: z.number().int(),
  cameBack: z.number().int(),
  gone: z.number().int(),
  skipped: proposalPageSchema.shape.skipped,
});
export type ProposalLook = z.output<typeof proposalLookSchema>;

export const proposalParamsSchema = z.strictObject({
  id: z.uuid('must be the id of a proposal'),
});

/** Who takes it on, where it is not the team that it is about. */
export const proposalAcceptSchema = z.strictObject({
  ownerRef: entityRefSchema.optional(),
});
export type ProposalAccept = z.output<typeof proposalAcceptSchema>;

export const proposalDismissSchema = z.strictObject({
  /** Read by whoever wonders later. */
  reason: requiredMarkdownSchema,
});
export type ProposalDismiss = z.output<typeof proposalDismissSchema>;
