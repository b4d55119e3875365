import { z } from 'zod';
import { definitionKeySchema } from '../../../kernel/definitions';
import {
  entityRefSchema,
  instantSchema,
  markdownSchema,
  numberParam,
  pageSchema,
  refInfoSchema,
  refOfKind,
  requiredMarkdownSchema,
  textSchema,
  thingRefSchema,
  titleSchema,
} from '../../../kernel/schema';
import {
  CHANGE_OUTCOME_VALUES,
  EXPECTED_IMPACT_VALUES,
  RISK_LEVEL_VALUES,
} from '../model';
import {
  DEFAULT_PROMOTE_AFTER,
  GATE_STATES,
  readChangeSpan,
  STANDARD_STATES,
} from './model';

const DAY_MS = 86_400_000;

const taskKey = z
  .string()
  .max(40)
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'must be a word like drain-node');

/** A step that every run makes. */
export const standardTaskSchema = z.strictObject({
  /** Names the step for `blockedBy` of others. */
  key: taskKey.optional(),
  title: titleSchema,
  ownerRef: refOfKind('group').optional(),
  assigneeRef: refOfKind('user').optional(),
  /** Keys of steps of this template that come first. */
  blockedBy: z.array(taskKey).max(50).default([]),
});

/** What a standard change may be done to. What meets any of it is in scope. */
export const standardScopeSchema = z
  .strictObject({
    /** Services and other entities by name. */
    items: z.array(thingRefSchema).max(200).default([]),
    /** Everything that these groups own. */
    owners: z.array(refOfKind('group')).max(50).default([]),
    /** Everything of these types, as `kind` or `kind/type`, e.g. `resource/cache`. */
    types: z
      .array(
        z
          .string()
          .max(100)
          .regex(
            /^[a-z][a-z0-9-]*(\/[\w.-]+)?$/i,
            'must be a kind and type like resource/cache',
          )
          .transform(type => type.toLowerCase()),
      )
      .max(50)
      .default([]),
  })
  .refine(
    s => s.items.length + s.owners.length + s.types.length > 0,
    'must name items, owners or types that the change may be done to',
  );

/** The definition `standard-change`: work that is done often, always in the same way. */
export const standardChangeBodySchema = z.strictObject({
  title: titleSchema,
  /** What is done and when one uses it, for whoever chooses. */
  description: markdownSchema.optional(),
  justification: markdownSchema.optional(),
  scope: standardScopeSchema,
  plan: requiredMarkdownSchema,
  testEvidence: markdownSchema.optional(),
  rollbackPlan: requiredMarkdownSchema,
  /** What happens to the affected items meanwhile. */
  expectedImpact: z.enum(EXPECTED_IMPACT_VALUES).default('none'),
  /** How long it takes, e.g. `30m`, `1h30m`, `2d`. */
  duration: textSchema.refine(
    text => (readChangeSpan(text) ?? Infinity) <= 90 * DAY_MS,
    'must be a duration like 30m, 1h30m or 2d, of 90 days at most',
  ),
  /** How risky those who wrote it take it to be, beside what is computed for each run. */
  risk: z.enum(RISK_LEVEL_VALUES).optional(),
  /** Good runs in a row after which it is pre-approved. */
  promoteAfter: z.number().int().min(1).max(100).default(DEFAULT_PROMOTE_AFTER),
  tasks: z.array(standardTaskSchema).max(50).default([]),
  /** Who looks after it, and hears when it is promoted or demoted. */
  ownerRef: refOfKind('group').optional(),
  /** Only members of these groups are offered it; everybody who may file if empty. */
  groups: z.array(refOfKind('group')).max(50).default([]),
  /** The software template that does it; its first step asks the gate. */
  scaffolderTemplate: refOfKind('template').optional(),
});
export type StandardChangeBody = z.output<typeof standardChangeBodySchema>;

/** One run, for the small history. */
export const standardRunSchema = z.object({
  /** Absent if the caller may not read the change. */
  change: z.object({ id: z.string(), number: z.string() }).optional(),
  at: instantSchema,
  outcome: z.enum(CHANGE_OUTCOME_VALUES),
  /** Incidents that are linked as caused by it; numbers only of those the caller may read. */
  incidents: z.array(z.string()),
  incidentCount: z.number().int(),
  good: z.boolean(),
});
export type StandardRunView = z.output<typeof standardRunSchema>;

/** Why it lost its pre-approval. */
export const demotionSchema = z.object({
  at: instantSchema,
  outcome: z.enum(CHANGE_OUTCOME_VALUES).optional(),
  /** Numbers, as far as the caller may read them. */
  change: z.string().optional(),
  incident: z.string().optional(),
  /** The same as a sentence that tells no more than the caller may know. */
  words: z.string(),
});

/** A standard change as lists show it. */
export const standardChangeSummarySchema = z.object({
  key: z.string(),
  title: z.string(),
  description: z.string().optional(),
  state: z.enum(STANDARD_STATES),
  /** Set when its template was removed: nothing can be filed from it any more. */
  removed: z.boolean(),
  runs: z.number().int(),
  goodRuns: z.number().int(),
  goodInARow: z.number().int(),
  promoteAfter: z.number().int(),
  /** When it became what it is; absent while nothing happened. */
  since: instantSchema.optional(),
  demotion: demotionSchema.optional(),
  /** The last runs, the oldest first, at most 20. */
  history: z.array(standardRunSchema),
  expectedImpact: z.enum(EXPECTED_IMPACT_VALUES),
  durationMinutes: z.number().int(),
  risk: z.enum(RISK_LEVEL_VALUES).optional(),
  ownerRef: z.string().optional(),
  scaffolderTemplate: z.string().optional(),
  scope: z.object({
    items: z.array(z.string()),
    owners: z.array(z.string()),
    types: z.array(z.string()),
  }),
  /** Changes made from it that are not over, as far as the caller may read them. */
  openChanges: z.number().int(),
  /** Whether the caller is offered it. */
  mayFile: z.boolean(),
});
export type StandardChangeSummary = z.output<
  typeof standardChangeSummarySchema
>;

/** Which standard changes are asked for. */
export const standardListQuerySchema = z.strictObject({
  /** Only those that may be done to this entity. */
  entity: entityRefSchema.optional(),
});

/** All that are asked for, by title; those that were removed and have open changes last. */
export const standardListSchema = z.object({
  items: z.array(standardChangeSummarySchema),
  refs: z.record(z.string(), refInfoSchema),
});

/** The address of a standard change. */
export const standardParamsSchema = z.strictObject({
  key: definitionKeySchema,
});

/** A standard change on its own. */
export const standardChangeSchema = standardChangeSummarySchema.extend({
  justification: z.string().optional(),
  plan: z.string(),
  testEvidence: z.string().optional(),
  rollbackPlan: z.string(),
  tasks: z.array(
    z.object({ title: z.string(), ownerRef: z.string().optional() }),
  ),
  /** Promotions and demotions, the newest first, at most 50. */
  moves: z.array(
    z.object({
      at: instantSchema,
      state: z.enum(STANDARD_STATES),
      words: z.string(),
    }),
  ),
  refs: z.record(z.string(), refInfoSchema),
});
export type StandardChange = z.output<typeof standardChangeSchema>;

export const standardRunsQuerySchema = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: numberParam(z.number().int().min(1).max(100)).optional(),
});
export const standardRunPageSchema = pageSchema(standardRunSchema);

/** What is said when a run is filed: to what, and when. */
export const standardFilingSchema = z
  .strictObject({
    entityRef: thingRefSchema,
    /** Further items that it is done to in the same run. */
    alsoAffects: z.array(thingRefSchema).max(100).default([]),
    /** Now if it is left out. */
    plannedStart: instantSchema.optional(),
    /** As long after the start as the template says, if it is left out. */
    plannedEnd: instantSchema.optional(),
    /** Why this run, if there is more to say than the template does. */
    justification: requiredMarkdownSchema.optional(),
    assigneeRef: refOfKind('user').optional(),
    /** Leaves it as a draft instead of scheduling or submitting it. */
    draft: z.boolean().default(false),
  })
  .refine(
    f =>
      f.plannedStart === undefined ||
      f.plannedEnd === undefined ||
      f.plannedEnd > f.plannedStart,
    { path: ['plannedEnd'], message: 'must be after plannedStart' },
  );
export type StandardFiling = z.output<typeof standardFilingSchema>;

/** The change that was filed. */
export const filedStandardSchema = z.object({
  id: z.string(),
  number: z.string(),
  status: z.string(),
  changeType: z.string(),
  preApproved: z.boolean(),
  plannedStart: instantSchema,
  plannedEnd: instantSchema,
  /** What happens next, as a sentence. */
  next: z.string(),
});
export type FiledStandard = z.output<typeof filedStandardSchema>;

/** The answer of a gate. */
export const gateSchema = z.object({
  number: z.string(),
  status: z.string(),
  open: z.boolean(),
  state: z.enum(GATE_STATES),
  /** A sentence for whoever, or whatever, asked. */
  reason: z.string(),
  /** Of an open gate: when it shuts. */
  until: instantSchema.optional(),
  /** Of one that is shut: when it opens, if that is known. */
  opensAt: instantSchema.optional(),
  asOf: instantSchema,
});
export type GateAnswer = z.output<typeof gateSchema>;

/** Asks the gate of a run that may not be filed yet. */
export const standardGateSchema = z.strictObject({
  entityRef: thingRefSchema,
  /** For the run that is filed if there is none. Now if it is left out. */
  plannedStart: instantSchema.optional(),
  plannedEnd: instantSchema.optional(),
});
export type StandardGate = z.output<typeof standardGateSchema>;

/** The answer, and whether the change was filed for it. */
export const standardGateAnswerSchema = gateSchema.extend({
  filed: z.boolean(),
});
export type StandardGateAnswer = z.output<typeof standardGateAnswerSchema>;
