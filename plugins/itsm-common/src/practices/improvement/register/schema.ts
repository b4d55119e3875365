import { z } from 'zod';
import { bulkSchemaOf } from '../../../kernel/bulk';
import { customValuesSchema } from '../../../kernel/customField';
import { definitionKeySchema } from '../../../kernel/definitions';
import { kpiWhereSchema } from '../../../kernel/kpi/definition';
import {
  KPI_BASES,
  KPI_STATISTICS,
  KPI_UNITS,
} from '../../../kernel/kpi/model';
import { kpiKeySchema } from '../../../kernel/kpi/schema';
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
  DEFAULT_WATCH_DAYS,
  INITIATIVE_DIRECTION_VALUES,
  INITIATIVE_ORIGIN_VALUES,
  LONGEST_WATCH_DAYS,
  MEASURE_EVERY_VALUES,
  SHORTEST_WATCH_DAYS,
  TARGET_VERDICT_VALUES,
} from './model';

const statistic = z.enum(KPI_STATISTICS);
const basis = z.enum(KPI_BASES);
const measureEvery = z.enum(MEASURE_EVERY_VALUES);
const direction = z.enum(INITIATIVE_DIRECTION_VALUES);
const watchDays = z
  .number()
  .int()
  .min(
    SHORTEST_WATCH_DAYS,
    `must be at least ${SHORTEST_WATCH_DAYS} days: a shorter watch sees no whole week`,
  )
  .max(LONGEST_WATCH_DAYS, 'must be at most two years');
/** In the unit of the KPI: milliseconds for durations, 0 to 1 for percentages. */
const target = z.number().min(-1e15).max(1e15);
const hoursEach = z.number().min(0).max(10_000);
const hourlyRate = z.number().min(0).max(1_000_000);

/** A row of the register. */
export const initiativeSummarySchema = recordSchema.extend({
  kpi: z.string().optional(),
  kpiWhere: kpiWhereSchema.optional(),
  statistic: statistic.optional(),
  basis: basis.optional(),
  measureEvery: measureEvery.optional(),
  target: z.number().optional(),
  direction: direction.optional(),
  dueAt: instantSchema.optional(),
  watchDays: z.number().optional(),
  origin: z.enum(INITIATIVE_ORIGIN_VALUES).optional(),
  originId: z.string().optional(),
  kpiUnit: z.enum(KPI_UNITS).optional(),
  baselineValue: z.number().optional(),
  implementingSince: instantSchema.optional(),
  currentValue: z.number().optional(),
  currentFrom: instantSchema.optional(),
  currentTo: instantSchema.optional(),
  currentAt: instantSchema.optional(),
  verdict: z.enum(TARGET_VERDICT_VALUES).optional(),
  achievedAt: instantSchema.optional(),
  watchUntil: instantSchema.optional(),
  slips: z.number().optional(),
  savedHours: z.number().optional(),
  savedMoney: z.number().optional(),
});
export type InitiativeSummary = z.output<typeof initiativeSummarySchema>;

/** One initiative, with what the caller may do with it. */
export const initiativeSchema = initiativeSummarySchema.extend({
  objective: z.string().optional(),
  baselineFrom: instantSchema.optional(),
  baselineTo: instantSchema.optional(),
  baselineCount: z.number().optional(),
  /** Of the definition that it is measured by. */
  kpiVersion: z.number().optional(),
  currentCount: z.number().optional(),
  hoursEach: z.number().optional(),
  hourlyRate: z.number().optional(),
  evidence: z.string().optional(),
  strategy: z.string().optional(),
  measureNote: z.string().optional(),
  gatherNote: z.string().optional(),
  analysis: z.string().optional(),
  presented: z.string().optional(),
  plan: z.string().optional(),
  abandonReason: z.string().optional(),
  participants: z.array(participantSchema),
  viewer: viewerSchema,
  refs: z.record(z.string(), refInfoSchema),
});
export type Initiative = z.output<typeof initiativeSchema>;

/** What is measured, as forms and other parts say it. */
const measure = {
  kpi: kpiKeySchema,
  /** Which facts count, by dimension; all if it is left out. */
  kpiWhere: kpiWhereSchema,
  statistic,
  basis,
  /** From when to when the time is that it is compared with. */
  baselineFrom: instantSchema,
  baselineTo: instantSchema,
  target,
  direction,
};

/** What is said when an initiative is filed. Most of it can be said later, step by step. */
export const newInitiativeSchema = z.strictObject({
  title: titleSchema,
  objective: markdownSchema.optional(),
  serviceRef: thingRefSchema.optional(),
  /** The group that owns it; the owner of the service, if it is left out. */
  ownerRef: refOfKind('group').optional(),
  assigneeRef: refOfKind('user').optional(),
  requestedForRef: refOfKind('user').optional(),
  kpi: measure.kpi.optional(),
  kpiWhere: measure.kpiWhere.optional(),
  statistic: measure.statistic.optional(),
  basis: measure.basis.optional(),
  baselineFrom: measure.baselineFrom.optional(),
  baselineTo: measure.baselineTo.optional(),
  target: measure.target.optional(),
  direction: measure.direction.optional(),
  measureEvery: measureEvery.default('month'),
  dueAt: instantSchema.optional(),
  watchDays: watchDays.default(DEFAULT_WATCH_DAYS),
  hoursEach: hoursEach.optional(),
  hourlyRate: hourlyRate.optional(),
  evidence: markdownSchema.optional(),
  strategy: markdownSchema.optional(),
  /** Number of a record that it is about, e.g. a change; the two are linked. */
  fromRecord: recordIdParamsSchema.shape.id.optional(),
  channel: channelSchema.exclude(['import']).optional(),
  visibility: z.enum(VISIBILITIES).optional(),
  /** Key of the record template it is filed from: brings its tasks and links. */
  template: definitionKeySchema.optional(),
  custom: customValuesSchema.optional(),
});
export type NewInitiative = z.output<typeof newInitiativeSchema>;

/** Fields that may be edited. `null` empties a field. */
export const initiativePatchSchema = z
  .strictObject({
    title: titleSchema,
    objective: markdownSchema.nullable(),
    serviceRef: thingRefSchema.nullable(),
    ownerRef: refOfKind('group'),
    assigneeRef: refOfKind('user').nullable(),
    requestedForRef: refOfKind('user').nullable(),
    kpi: measure.kpi.nullable(),
    kpiWhere: measure.kpiWhere.nullable(),
    statistic: measure.statistic.nullable(),
    basis: measure.basis.nullable(),
    baselineFrom: measure.baselineFrom.nullable(),
    baselineTo: measure.baselineTo.nullable(),
    target: measure.target.nullable(),
    direction: measure.direction.nullable(),
    measureEvery,
    dueAt: instantSchema.nullable(),
    watchDays,
    hoursEach: hoursEach.nullable(),
    hourlyRate: hourlyRate.nullable(),
    evidence: markdownSchema.nullable(),
    strategy: markdownSchema.nullable(),
    measureNote: markdownSchema.nullable(),
    gatherNote: markdownSchema.nullable(),
    analysis: markdownSchema.nullable(),
    presented: markdownSchema.nullable(),
    plan: markdownSchema.nullable(),
    visibility: z.enum(VISIBILITIES),
    custom: customValuesSchema,
  })
  .partial()
  .refine(
    patch => Object.keys(patch).length > 0,
    'must change at least one field',
  );
export type InitiativePatch = z.output<typeof initiativePatchSchema>;

/** A transition with what it needs. */
export const initiativeTransitionSchema = z.strictObject({
  transition: z.string().max(40),
  objective: requiredMarkdownSchema.optional(),
  strategy: requiredMarkdownSchema.optional(),
  measureNote: requiredMarkdownSchema.optional(),
  gatherNote: requiredMarkdownSchema.optional(),
  analysis: requiredMarkdownSchema.optional(),
  presented: requiredMarkdownSchema.optional(),
  plan: requiredMarkdownSchema.optional(),
  dueAt: instantSchema.optional(),
  abandonReason: requiredMarkdownSchema.optional(),
  comment: requiredMarkdownSchema.optional(),
});
export type InitiativeTransition = z.output<typeof initiativeTransitionSchema>;

/** One change of fields or one transition for many initiatives. */
export const initiativeBulkSchema = bulkSchemaOf('initiatives', {
  patch: initiativePatchSchema,
  transition: initiativeTransitionSchema,
});
export type InitiativeBulk = z.output<typeof initiativeBulkSchema>;

/** Filters of the register: those of every list, the entity and the KPI an initiative is about. */
export const initiativeListQuerySchema = recordListQuerySchema
  .omit({ type: true })
  .extend({
    entity: entityRefSchema.optional(),
    kpi: kpiKeySchema.optional(),
  });
export type InitiativeListQuery = z.output<typeof initiativeListQuerySchema>;

/** A page of initiatives with what the references in it are called. */
export const initiativePageSchema = pageSchema(initiativeSummarySchema).extend({
  refs: z.record(z.string(), refInfoSchema),
});
export type InitiativePage = z.output<typeof initiativePageSchema>;

/** How initiatives are handled here. */
export const initiativeSettingsSchema = z.object({
  /** Days for which an achieved target is watched, unless an initiative says otherwise. */
  watchDays: z.number(),
  /** Shares and percentiles of fewer values are not judged. */
  leastValues: z.number(),
  /** What an hour of work costs; absent: money is not told. */
  hourlyRate: z.number().optional(),
  currency: z.string(),
  /** In which windows begin. */
  zone: z.string(),
});
export type InitiativeSettings = z.output<typeof initiativeSettingsSchema>;

/** A number that was measured in a time. */
export const measuredSchema = z.object({
  from: instantSchema,
  to: instantSchema,
  /** Absent where there is nothing to count it of. */
  value: z.number().optional(),
  count: z.number(),
});
export type MeasuredPoint = z.output<typeof measuredSchema>;

/** What would be measured: asked before an initiative is filed. */
export const initiativePreviewSchema = z.strictObject({
  kpi: measure.kpi,
  kpiWhere: measure.kpiWhere.optional(),
  statistic: measure.statistic.optional(),
  basis: measure.basis.optional(),
  measureEvery: measureEvery.default('month'),
  baselineFrom: measure.baselineFrom.optional(),
  baselineTo: measure.baselineTo.optional(),
});
export type InitiativePreview = z.output<typeof initiativePreviewSchema>;

/** What a KPI is, as far as an initiative says it. */
export const measuredKpiSchema = z.object({
  key: z.string(),
  name: z.string(),
  purpose: z.string(),
  unit: z.enum(KPI_UNITS),
  /** Which way is better; absent where the number does not say. */
  direction: direction.optional(),
  statistic: statistic.optional(),
  /** Of its definition now. */
  version: z.number().int(),
  /** Whether what is told of a longer time is the mean of its whole windows. */
  byWindow: z.boolean(),
  /** Of fewer values it is not judged. */
  leastCount: z.number().int(),
});
export type MeasuredKpi = z.output<typeof measuredKpiSchema>;

/** What was found, before an initiative is filed. */
export const initiativePreviewedSchema = z.object({
  kpi: measuredKpiSchema,
  baseline: measuredSchema.optional(),
  /** The last whole window. */
  current: measuredSchema.optional(),
  /** The last twelve whole windows, the earliest first. */
  windows: z.array(measuredSchema),
});
export type InitiativePreviewed = z.output<typeof initiativePreviewedSchema>;

/** A window that was measured, with what it says. */
export const initiativeWindowSchema = measuredSchema.extend({
  verdict: z.enum(TARGET_VERDICT_VALUES),
  measuredAt: instantSchema,
  /** By the newest definition, where that is another one than that of the baseline. */
  newestValue: z.number().optional(),
  newestVersion: z.number().int(),
  /** What it saved: things or hours. */
  saved: z.number().optional(),
});

/** What was saved, and how that was reckoned. */
export const benefitSchema = z.object({
  kind: z.enum(['things', 'hours-shorter', 'hours-there', 'none']),
  saved: z.number(),
  hoursEach: z.number(),
  hours: z.number(),
  hourlyRate: z.number().optional(),
  currency: z.string().optional(),
  money: z.number().optional(),
  /** On average. */
  hoursEachWindow: z.number(),
  /** One line for each step. */
  formula: z.array(z.string()),
});

/** Everything measured for an initiative. */
export const initiativeMeasuresSchema = z.object({
  /** Absent without a KPI, or where there is none under its key any more. */
  kpi: measuredKpiSchema.optional(),
  /** The windows since the baseline was chosen, the earliest first. */
  windows: z.array(initiativeWindowSchema),
  /** The baseline by the newest definition, where that is another one than it was measured by. */
  newestBaseline: measuredSchema
    .extend({ version: z.number().int(), what: z.string().optional() })
    .optional(),
  benefit: benefitSchema.optional(),
  /** When the next window is over and can be measured. */
  nextAt: instantSchema.optional(),
  /** Why it could not be measured, if it could not. */
  fault: z.string().optional(),
});
export type InitiativeMeasures = z.output<typeof initiativeMeasuresSchema>;
