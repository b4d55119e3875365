import { z } from 'zod';
import { bulkSchemaOf } from '../../../kernel/bulk';
import { customValuesSchema } from '../../../kernel/customField';
import { definitionKeySchema } from '../../../kernel/definitions';
import { kpiWhereSchema } from '../../../kernel/kpi/definition';
import { KPI_STATISTICS, KPI_UNITS } from '../../../kernel/kpi/model';
import { kpiKeySchema } from '../../../kernel/kpi/schema';
import { VISIBILITIES } from '../../../kernel/record';
import {
  instantSchema,
  markdownSchema,
  numberParam,
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
} from '../../../kernel/schema';
import {
  CONFIDENCE_VALUES,
  KEY_RESULT_DIRECTION_VALUES,
  MEASURED_BY_VALUES,
  MEASURED_EVERY_VALUES,
} from './model';
import { strategySchema } from './strategy';

const refs = z.record(z.string(), refInfoSchema);
const text = requiredMarkdownSchema.max(5_000);
const emptied = markdownSchema.max(5_000).nullable();
const changesSomething = (patch: object) => Object.keys(patch).length > 0;
const NOTHING = 'must change at least one field';
const themeSchema = textSchema.trim().min(1).max(80);
/** Far enough from where numbers lose whole parts. */
const amount = z.number().min(-1e15).max(1e15);

/** A row of the objectives. */
export const businessObjectiveSummarySchema = recordSchema.extend({
  theme: z.string().optional(),
  periodFrom: instantSchema.optional(),
  periodTo: instantSchema.optional(),
  reviewAt: instantSchema.optional(),
  /** How far it is, from 0 to 1, with what is part of it; absent if nothing was measured. */
  progress: z.number().optional(),
  /** How many key results it has. */
  keyResults: z.number(),
  /** The worst of what owners of its key results said last. */
  confidence: z.enum(CONFIDENCE_VALUES).optional(),
});
export type BusinessObjectiveSummary = z.output<
  typeof businessObjectiveSummarySchema
>;

/** One objective, with what the caller may do with it. */
export const businessObjectiveSchema = businessObjectiveSummarySchema.extend({
  intent: z.string().optional(),
  outcome: z.string().optional(),
  /** What its theme is called. */
  themeTitle: z.string().optional(),
  participants: z.array(participantSchema),
  viewer: viewerSchema,
  refs,
});
export type BusinessObjective = z.output<typeof businessObjectiveSchema>;

/** What is said when an objective is written down. */
export const newBusinessObjectiveSchema = z.strictObject({
  title: titleSchema,
  intent: markdownSchema.max(5_000).optional(),
  theme: themeSchema.optional(),
  periodFrom: instantSchema.optional(),
  periodTo: instantSchema.optional(),
  reviewAt: instantSchema.optional(),
  /** The group that answers for it. */
  ownerRef: refOfKind('group'),
  assigneeRef: refOfKind('user').optional(),
  /** Number of the objective that it is part of. */
  parent: recordIdParamsSchema.shape.id.optional(),
  visibility: z.enum(VISIBILITIES).optional(),
  template: definitionKeySchema.optional(),
  custom: customValuesSchema.optional(),
});
export type NewBusinessObjective = z.output<typeof newBusinessObjectiveSchema>;

/** Fields that may be edited. `null` empties one. */
export const businessObjectivePatchSchema = z
  .strictObject({
    title: titleSchema,
    intent: emptied,
    theme: themeSchema.nullable(),
    periodFrom: instantSchema.nullable(),
    periodTo: instantSchema.nullable(),
    reviewAt: instantSchema.nullable(),
    outcome: emptied,
    ownerRef: refOfKind('group'),
    assigneeRef: refOfKind('user').nullable(),
    visibility: z.enum(VISIBILITIES),
    custom: customValuesSchema,
  })
  .partial()
  .refine(changesSomething, NOTHING);
export type BusinessObjectivePatch = z.output<
  typeof businessObjectivePatchSchema
>;

/** A transition with what it needs. */
export const businessObjectiveTransitionSchema = z.strictObject({
  transition: z.string().max(40),
  periodFrom: instantSchema.optional(),
  periodTo: instantSchema.optional(),
  reviewAt: instantSchema.optional(),
  outcome: text.optional(),
  comment: requiredMarkdownSchema.optional(),
});
export type BusinessObjectiveTransition = z.output<
  typeof businessObjectiveTransitionSchema
>;

/** One change of fields or one transition for many objectives. */
export const businessObjectiveBulkSchema = bulkSchemaOf('objectives', {
  patch: businessObjectivePatchSchema,
  transition: businessObjectiveTransitionSchema,
});
export type BusinessObjectiveBulk = z.output<
  typeof businessObjectiveBulkSchema
>;

export const businessObjectiveListQuerySchema = recordListQuerySchema
  .omit({ type: true })
  .extend({ theme: themeSchema.optional() });
export type BusinessObjectiveListQuery = z.output<
  typeof businessObjectiveListQuerySchema
>;

export const businessObjectivePageSchema = pageSchema(
  businessObjectiveSummarySchema,
).extend({ refs });
export type BusinessObjectivePage = z.output<
  typeof businessObjectivePageSchema
>;

/** Vision, themes, and how far their objectives are. */
export const strategyPageSchema = z.object({
  /** Absent while nobody wrote it down. */
  strategy: strategySchema.optional(),
  version: z.number().optional(),
  /** Where it is written; what stands in Git is not edited in the portal. */
  source: z.enum(['portal', 'git']).optional(),
  /** Of the active objectives that the caller may read, by theme; without `theme` those that name none. */
  themes: z.array(
    z.object({
      theme: z.string().optional(),
      title: z.string().optional(),
      description: z.string().optional(),
      objectives: z.number(),
      /** The mean of those that are measured. */
      progress: z.number().optional(),
    }),
  ),
});
export type StrategyPage = z.output<typeof strategyPageSchema>;

const keyResultKey = z.uuid('must be the id of a key result');

/** A value of a key result as it was written down or measured. */
export const keyResultValueSchema = z.object({
  id: z.string(),
  at: instantSchema,
  value: z.number(),
  progress: z.number(),
  confidence: z.enum(CONFIDENCE_VALUES).optional(),
  /** Absent once it was erased, too. */
  note: z.string().optional(),
  /** Who wrote it down; absent for what was measured. */
  byRef: z.string().optional(),
  /** The time it was measured of. */
  from: instantSchema.optional(),
  to: instantSchema.optional(),
});
export type KeyResultValue = z.output<typeof keyResultValueSchema>;

/** By what an objective is measured. */
export const keyResultSchema = z.object({
  id: z.string(),
  title: z.string(),
  /** For people, e.g. `orders a day`; absent for shares and plain numbers. */
  unit: z.string().optional(),
  start: z.number(),
  target: z.number(),
  direction: z.enum(KEY_RESULT_DIRECTION_VALUES),
  current: z.number().optional(),
  currentAt: instantSchema.optional(),
  /** From 0 to 1; absent while nothing was measured. */
  progress: z.number().optional(),
  confidence: z.enum(CONFIDENCE_VALUES).optional(),
  ownerRef: z.string().optional(),
  measuredBy: z.enum(MEASURED_BY_VALUES),
  kpi: z.string().optional(),
  kpiName: z.string().optional(),
  /** Of the KPI, whose values these are: milliseconds for durations, 0 to 1 for percentages. */
  kpiUnit: z.enum(KPI_UNITS).optional(),
  kpiWhere: kpiWhereSchema.optional(),
  statistic: z.enum(KPI_STATISTICS).optional(),
  every: z.enum(MEASURED_EVERY_VALUES).optional(),
  /** Why it could not be measured last, in a sentence. */
  measureFault: z.string().optional(),
  version: z.number(),
  /** Whether the caller may write down a value. */
  canCheckIn: z.boolean(),
  /** The last values, oldest first. */
  history: z.array(keyResultValueSchema),
});
export type KeyResult = z.output<typeof keyResultSchema>;

/** All key results of an objective, in their order. */
export const keyResultsSchema = z.object({
  items: z.array(keyResultSchema),
  /** Of the objective: of its key results and of those that are part of it, each as much as the other. */
  progress: z.number().optional(),
  /** The objectives that are part of it and count, as far as the caller may read them. */
  parts: z.array(
    z.object({
      number: z.string(),
      title: z.string(),
      statusLabel: z.string(),
      progress: z.number().optional(),
    }),
  ),
  /** How many more count that are not among those. */
  otherParts: z.number(),
  /** Share of the objective's time that is over, from 0 to 1. */
  elapsed: z.number().optional(),
  /** Whether the caller may add, change and remove them. */
  canEdit: z.boolean(),
  refs,
});
export type KeyResults = z.output<typeof keyResultsSchema>;

const keyResultFields = {
  title: titleSchema,
  unit: textSchema.trim().max(40),
  start: amount,
  target: amount,
  direction: z.enum(KEY_RESULT_DIRECTION_VALUES),
  ownerRef: refOfKind('user', 'group'),
  kpi: kpiKeySchema,
  kpiWhere: kpiWhereSchema,
  statistic: z.enum(KPI_STATISTICS),
  every: z.enum(MEASURED_EVERY_VALUES),
};

/** What is said when a key result is added: its value is written down by people, or a KPI tells it. */
export const newKeyResultSchema = z.strictObject({
  title: keyResultFields.title,
  unit: keyResultFields.unit.optional(),
  start: keyResultFields.start,
  target: keyResultFields.target,
  direction: keyResultFields.direction.default('up'),
  ownerRef: keyResultFields.ownerRef.optional(),
  /** What measures it; without it people write its value down. */
  kpi: keyResultFields.kpi.optional(),
  kpiWhere: keyResultFields.kpiWhere.optional(),
  statistic: keyResultFields.statistic.optional(),
  every: keyResultFields.every.optional(),
});
export type NewKeyResult = z.output<typeof newKeyResultSchema>;

/** What of a key result may be changed. `null` empties it. */
export const keyResultPatchSchema = z
  .strictObject({
    title: keyResultFields.title,
    unit: keyResultFields.unit.nullable(),
    start: keyResultFields.start,
    target: keyResultFields.target,
    direction: keyResultFields.direction,
    ownerRef: keyResultFields.ownerRef.nullable(),
    kpi: keyResultFields.kpi.nullable(),
    kpiWhere: keyResultFields.kpiWhere.nullable(),
    statistic: keyResultFields.statistic.nullable(),
    every: keyResultFields.every,
    /** Where it stands among the others, from 0. */
    position: z.number().int().min(0).max(100),
  })
  .partial()
  .refine(changesSomething, NOTHING);
export type KeyResultPatch = z.output<typeof keyResultPatchSchema>;

/** A value that somebody writes down. */
export const checkInSchema = z.strictObject({
  value: amount,
  confidence: z.enum(CONFIDENCE_VALUES).optional(),
  note: textSchema.trim().max(1_000).optional(),
  /** When it was so; now, if it is left out. */
  at: instantSchema.optional(),
});
export type CheckIn = z.output<typeof checkInSchema>;

export const keyResultParamsSchema = recordIdParamsSchema.extend({
  keyResult: keyResultKey,
});
export const keyResultValuesQuerySchema = z.strictObject({
  limit: numberParam(z.number().int().min(1).max(200)).optional(),
  cursor: z.string().max(4_000).optional(),
});
export const keyResultValuesSchema = pageSchema(keyResultValueSchema).extend({
  refs,
});
export type KeyResultValues = z.output<typeof keyResultValuesSchema>;
