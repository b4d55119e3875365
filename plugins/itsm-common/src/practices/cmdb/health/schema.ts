import { z } from 'zod';
import {
  entityRefSchema,
  instantSchema,
  listParam,
  markdownSchema,
  numberParam,
  pageSchema,
  participantSchema,
  recordListQuerySchema,
  recordSchema,
  refInfoSchema,
  refOfKind,
  requiredMarkdownSchema,
  textSchema,
  thingRefSchema,
  titleSchema,
  viewerSchema,
} from '../../../kernel/schema';
import { FINDING_SEVERITIES, HEALTH_DIMENSIONS } from './model';

const refs = z.record(z.string(), refInfoSchema);
const word = textSchema.trim().min(1).max(100);
const line = (longest: number) =>
  textSchema.trim().min(1, 'must not be empty').max(longest);
const owner = z.union([z.literal('mine'), z.literal('none'), entityRefSchema]);
const limit = numberParam(z.number().int().min(1).max(200)).optional();
const cursor = z.string().max(4_000).optional();
/** 0 to 100, with one digit behind the point; never rounded up. */
const score = z.number().min(0).max(100);

/**
 * Scores by dimension and overall. A dimension without checks has none: nothing was looked at, which
 * is not the same as all being well. 100 is best of all of them: `staleness` says how fresh the data are.
 */
export const healthScoresSchema = z.object({
  overall: score.optional(),
  completeness: score.optional(),
  correctness: score.optional(),
  staleness: score.optional(),
  compliance: score.optional(),
});

/** How many findings there are; those that are excused are counted apart. */
export const findingCountsSchema = z.object({
  completeness: z.number().int(),
  correctness: z.number().int(),
  staleness: z.number().int(),
  compliance: z.number().int(),
  total: z.number().int(),
  excused: z.number().int(),
});

/** How the items of a class, an owner or a system are, or all of them. */
export const healthGroupSchema = z.object({
  /** Key of the class, or reference of the owner or the system; absent for those without one. */
  key: z.string().optional(),
  title: z.string(),
  /** How many items there are. */
  items: z.number().int(),
  /** The means of the scores of the items that have one. */
  scores: healthScoresSchema,
  findings: findingCountsSchema,
  /** How much the scores differ from those of a day about 30 days ago; absent if none was kept. */
  trend: z
    .object({
      since: z.iso.date(),
      overall: z.number().optional(),
      completeness: z.number().optional(),
      correctness: z.number().optional(),
      staleness: z.number().optional(),
      compliance: z.number().optional(),
    })
    .optional(),
});

export const HEALTH_GROUPINGS = ['class', 'owner', 'system'] as const;
export type HealthGrouping = (typeof HEALTH_GROUPINGS)[number];

const of = {
  /** Keys of classes; `none` is what has no class. */
  class: listParam(word).optional(),
  kind: listParam(word.transform(text => text.toLowerCase())).optional(),
  /** `mine` is what the caller or a group of theirs owns, `none` what nobody does. */
  owner: listParam(owner).optional(),
  system: listParam(z.union([z.literal('none'), thingRefSchema])).optional(),
};

export const healthQuerySchema = z.strictObject({
  ...of,
  groupBy: z.enum(HEALTH_GROUPINGS).optional(),
});

/** How well the data of configuration items are. */
export const healthSchema = z.object({
  overall: healthGroupSchema,
  /** Lowest score first, at most 200; empty unless grouped. */
  groups: z.array(healthGroupSchema),
  /** How much each dimension counts in the overall score. */
  weights: z.record(z.enum(HEALTH_DIMENSIONS), z.number()),
  /** When all items were last looked at; absent before the first time. */
  evaluatedAt: instantSchema.optional(),
  /** How many items changed and wait to be looked at. */
  waiting: z.number().int(),
  /** Whether there were more items, or groups, than are counted. */
  truncated: z.boolean(),
  /**
   * Why there is no trend, as a sentence; e.g. for callers who see a part of the catalog, because
   * days are kept for the whole.
   */
  noTrend: z.string().optional(),
  refs,
});

export const healthHistoryQuerySchema = z.strictObject({
  /** All items unless grouped. */
  groupBy: z.enum(HEALTH_GROUPINGS).optional(),
  /** Key of the group: of a class, or reference of an owner or a system; `none` for those without. */
  key: textSchema.trim().min(1).max(512).optional(),
  days: numberParam(z.number().int().min(1).max(730)).optional(),
});

/** Scores by day (UTC), oldest first; a day without evaluation is missing. */
export const healthHistorySchema = z.object({
  days: z.array(
    z.object({
      day: z.iso.date(),
      items: z.number().int(),
      scores: healthScoresSchema,
      findings: findingCountsSchema,
    }),
  ),
  /** Why there are none, as a sentence: days count all items, so they are for who may see all. */
  withheld: z.string().optional(),
});

/** What is wrong with an item. */
export const findingSchema = z.object({
  id: z.uuid(),
  ref: z.string(),
  title: z.string(),
  kind: z.string(),
  class: z.string().optional(),
  ownerRef: z.string().optional(),
  systemRef: z.string().optional(),
  /** Key of the check; of one's own `rule:` and the key of the definition. */
  rule: z.string(),
  ruleLabel: z.string(),
  dimension: z.enum(HEALTH_DIMENSIONS),
  severity: z.enum(FINDING_SEVERITIES),
  /** The attribute it is about, if it is about one. */
  field: z.string().optional(),
  /** What is wrong. */
  message: z.string(),
  /** What to do. */
  advice: z.string(),
  /** Since when it is known, without a break. */
  since: instantSchema,
  /** Accepted until then. It does not count in scores meanwhile. */
  excused: z
    .object({
      until: instantSchema,
      reason: z.string(),
      byRef: z.string().optional(),
    })
    .optional(),
  /** The open task made of it; without a number if the caller may not read it. */
  task: z
    .object({ number: z.string().optional(), status: z.string().optional() })
    .optional(),
});

const findingFilters = {
  ...of,
  ref: listParam(thingRefSchema).optional(),
  dimension: listParam(z.enum(HEALTH_DIMENSIONS)).optional(),
  rule: listParam(word).optional(),
  severity: listParam(z.enum(FINDING_SEVERITIES)).optional(),
  /** `no` unless said otherwise. */
  excused: z.enum(['yes', 'no', 'any']).optional(),
  /** Whether there is an open task. */
  task: z.enum(['yes', 'no']).optional(),
  /** Known for at most so many days. */
  found: numberParam(z.number().int().min(1).max(365)).optional(),
};

export const findingListQuerySchema = z.strictObject({
  ...findingFilters,
  limit,
  cursor,
});

/** Findings, the worst first, among equals the oldest. */
export const findingPageSchema = pageSchema(findingSchema)
  .omit({ total: true })
  .extend({ refs });

export const findingExportQuerySchema = z.strictObject({
  ...findingFilters,
  /** `true` puts a byte order mark first, for programs that guess the encoding. */
  bom: z
    .enum(['true', 'false'])
    .transform(v => v === 'true')
    .optional(),
});

/** A check of one item, in words. */
export const healthCheckSchema = z.object({
  rule: z.string(),
  label: z.string(),
  dimension: z.enum(HEALTH_DIMENSIONS),
  severity: z.enum(FINDING_SEVERITIES),
  /** How much it counts in its dimension. */
  weight: z.number().int(),
  field: z.string().optional(),
  state: z.enum(['passed', 'failed', 'excused']),
  /** What holds, or what does not. */
  message: z.string(),
});

/** When an item was confirmed, and when it is to be again. */
export const confirmationSchema = z.object({
  /** Absent if nobody is asked to confirm it. */
  everyDays: z.number().int().optional(),
  confirmedAt: instantSchema.optional(),
  confirmedByRef: z.string().optional(),
  note: z.string().optional(),
  dueAt: instantSchema.optional(),
  due: z.boolean(),
  /** Whether the caller may confirm it. */
  canConfirm: z.boolean(),
});

/** How well the data of one item are, and why. */
export const ciHealthSchema = z.object({
  ref: z.string(),
  title: z.string(),
  class: z.string().optional(),
  scores: healthScoresSchema,
  /** How the scores come about, a sentence for each. */
  explained: z.array(z.string()),
  checks: z.array(healthCheckSchema),
  findings: z.array(findingSchema),
  confirmation: confirmationSchema,
  refs,
});

export const ciHealthQuerySchema = z.strictObject({ ref: thingRefSchema });

/** A check, as it is explained to people. */
export const healthRuleSchema = z.object({
  key: z.string(),
  label: z.string(),
  dimension: z.enum(HEALTH_DIMENSIONS),
  severity: z.enum(FINDING_SEVERITIES),
  weight: z.number().int(),
  looksFor: z.string(),
  /** The standard that a rule of one's own comes from. */
  source: z.string().optional(),
});

const chosen = z
  .array(z.uuid())
  .min(1)
  .max(100, 'must name at most 100 findings; send the rest in a second call');

export const findingTasksSchema = z.strictObject({ findings: chosen });
export const excuseSchema = z.strictObject({
  findings: chosen,
  /** Why it is accepted. */
  reason: line(1_000),
  /** Until when; at most two years from now. */
  until: instantSchema,
});
export const unexcuseSchema = z.strictObject({ findings: chosen });

/** What became of each finding, in the order asked. */
export const findingResultSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      done: z.boolean(),
      /** The task, if one was made or is there. */
      task: z.string().optional(),
      /** Why not, as a sentence. */
      reason: z.string().optional(),
    }),
  ),
});

export const confirmationListQuerySchema = z.strictObject({
  owner: listParam(owner).optional(),
  /** Those too that are due within so many days; 0 unless said otherwise. */
  within: numberParam(z.number().int().min(0).max(365)).optional(),
  limit,
  cursor,
});

/** An item that is to be confirmed. */
export const dueConfirmationSchema = z.object({
  ref: z.string(),
  title: z.string(),
  kind: z.string(),
  class: z.string().optional(),
  ownerRef: z.string().optional(),
  systemRef: z.string().optional(),
  confirmedAt: instantSchema.optional(),
  dueAt: instantSchema,
  /** Scores and open findings, so that one sees what one confirms. */
  scores: healthScoresSchema,
  findings: z.number().int(),
});

/** Items to be confirmed, the longest due first. Those of the caller's groups unless asked otherwise. */
export const confirmationPageSchema = pageSchema(dueConfirmationSchema)
  .omit({ total: true })
  .extend({ refs });

/** Says that what is known of items is true. */
export const confirmSchema = z.strictObject({
  refs: z
    .array(thingRefSchema)
    .min(1)
    .max(200, 'must name at most 200 items; send the rest in a second call'),
  note: line(1_000).optional(),
});

/** What became of each item, in the order asked. */
export const confirmResultSchema = z.object({
  items: z.array(
    z.object({
      ref: z.string(),
      done: z.boolean(),
      dueAt: instantSchema.optional(),
      reason: z.string().optional(),
    }),
  ),
});

/** A definition of the kind `ci-rule`. */
export const ciRuleBodySchema = z.strictObject({
  name: line(100),
  description: line(1_000).optional(),
  /** The standard it comes from, e.g. `ISO/IEC 27001 A.5.9`. */
  source: line(200).optional(),
  /** Which items it is about, a predicate over their facts; all if absent. */
  appliesTo: z.record(z.string(), z.unknown()).default({}),
  /** What must hold of them, a predicate over their facts. */
  must: z.record(z.string(), z.unknown()),
  severity: z.enum(FINDING_SEVERITIES).default('medium'),
  /** What is wrong where it does not hold. */
  message: line(500),
  /** What to do then. */
  advice: line(500),
});

/** A CI task: a finding that somebody is to put right. */
export const ciTaskSummarySchema = recordSchema.extend({
  ciRef: z.string().optional(),
  rule: z.string().optional(),
});
export const ciTaskSchema = ciTaskSummarySchema.extend({
  finding: z.string().optional(),
  advice: z.string().optional(),
  resolution: z.string().optional(),
  reason: z.string().optional(),
  participants: z.array(participantSchema),
  viewer: viewerSchema,
  refs,
});
export const ciTaskPatchSchema = z
  .strictObject({
    title: titleSchema,
    ownerRef: refOfKind('group'),
    assigneeRef: refOfKind('user').nullable(),
    priority: z.number().int().min(1).max(5),
  })
  .partial()
  .refine(
    patch => Object.keys(patch).length > 0,
    'must change at least one field',
  );
export const ciTaskTransitionSchema = z.strictObject({
  transition: z.string().max(40),
  assigneeRef: refOfKind('user').optional(),
  resolution: markdownSchema.optional(),
  reason: requiredMarkdownSchema.optional(),
  comment: requiredMarkdownSchema.optional(),
});
export const ciTaskListQuerySchema = recordListQuerySchema
  .omit({ type: true })
  .extend({
    /** Tasks about the item. */
    entity: entityRefSchema.optional(),
  });
export const ciTaskPageSchema = pageSchema(ciTaskSummarySchema).extend({
  refs,
});

export type HealthScores = z.output<typeof healthScoresSchema>;
export type FindingCounts = z.output<typeof findingCountsSchema>;
export type HealthGroup = z.output<typeof healthGroupSchema>;
export type Health = z.output<typeof healthSchema>;
export type HealthQuery = z.output<typeof healthQuerySchema>;
export type HealthHistory = z.output<typeof healthHistorySchema>;
export type HealthHistoryQuery = z.output<typeof healthHistoryQuerySchema>;
export type Finding = z.output<typeof findingSchema>;
export type FindingPage = z.output<typeof findingPageSchema>;
export type FindingListQuery = z.output<typeof findingListQuerySchema>;
export type FindingExportQuery = z.output<typeof findingExportQuerySchema>;
export type HealthCheck = z.output<typeof healthCheckSchema>;
export type HealthRuleView = z.output<typeof healthRuleSchema>;
export type CiConfirmation = z.output<typeof confirmationSchema>;
export type CiHealth = z.output<typeof ciHealthSchema>;
export type Excuse = z.output<typeof excuseSchema>;
export type FindingResult = z.output<typeof findingResultSchema>;
export type ConfirmationListQuery = z.output<
  typeof confirmationListQuerySchema
>;
export type ConfirmationPage = z.output<typeof confirmationPageSchema>;
export type DueConfirmation = z.output<typeof dueConfirmationSchema>;
export type Confirm = z.output<typeof confirmSchema>;
export type ConfirmResult = z.output<typeof confirmResultSchema>;
export type CiRuleBody = z.output<typeof ciRuleBodySchema>;
export type CiTask = z.output<typeof ciTaskSchema>;
export type CiTaskSummary = z.output<typeof ciTaskSummarySchema>;
export type CiTaskPatch = z.output<typeof ciTaskPatchSchema>;
export type CiTaskTransition = z.output<typeof ciTaskTransitionSchema>;
export type CiTaskListQuery = z.output<typeof ciTaskListQuerySchema>;
export type CiTaskPage = z.output<typeof ciTaskPageSchema>;
