import { z } from 'zod';
import { bulkSchemaOf } from '../../../kernel/bulk';
import { customValuesSchema } from '../../../kernel/customField';
import { definitionKeySchema } from '../../../kernel/definitions';
import { STATUS_CATEGORIES, VISIBILITIES } from '../../../kernel/record';
import {
  channelSchema,
  entityRefSchema,
  instantSchema,
  pageSchema,
  participantSchema,
  recordIdParamsSchema,
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
import {
  DEMAND_BECOMES_VALUES,
  DEMAND_CRITERIA,
  DEMAND_SOURCE_VALUES,
} from './model';
import type { DemandCriterion } from './model';

const refs = z.record(z.string(), refInfoSchema);
const words = requiredMarkdownSchema.max(
  5_000,
  'must have at most 5,000 characters',
);
const criterion = z
  .number()
  .int('must be a whole number from 1 to 5')
  .min(1, 'must be from 1 to 5')
  .max(5, 'must be from 1 to 5');
const whoFor = textSchema
  .trim()
  .min(1, 'must say who needs it')
  .max(300, 'must have at most 300 characters');
const customers = z
  .number()
  .int('must be a whole number of customers')
  .min(0)
  .max(1_000_000_000, 'must be at most a thousand million');
const weight = z
  .number()
  .int('must be a whole number')
  .min(0, 'must be from 0 to 100')
  .max(100, 'must be from 0 to 100');

type Scores<T> = { [K in `${DemandCriterion}Score`]: T };
type Reasons<T> = { [K in `${DemandCriterion}Reason`]: T };
const scores = <T>(of: T) =>
  Object.fromEntries(
    DEMAND_CRITERIA.map(({ key }) => [`${key}Score`, of]),
  ) as Scores<T>;
const reasons = <T>(of: T) =>
  Object.fromEntries(
    DEMAND_CRITERIA.map(({ key }) => [`${key}Reason`, of]),
  ) as Reasons<T>;

/** How the score is reckoned here: a definition of the kind `demand-score`. */
export const demandScoreDefinitionSchema = z
  .strictObject({
    name: titleSchema,
    weights: z.strictObject({
      value: weight,
      cost: weight,
      risk: weight,
      fit: weight,
      votes: weight,
    }),
    /** As many points as this are full marks for votes. */
    fullVotes: z
      .number()
      .int('must be a whole number of points')
      .min(1, 'must be at least 1')
      .max(1_000_000, 'must be at most a million'),
  })
  .refine(({ weights }) => Object.values(weights).some(w => w > 0), {
    path: ['weights'],
    message: 'must weigh at least one thing more than 0',
  });
export type DemandScoreDefinition = z.output<
  typeof demandScoreDefinitionSchema
>;

/** A score with how it came to be. */
export const demandScoreSchema = z.object({
  score: z.number().optional(),
  parts: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      weight: z.number(),
      given: z.number().optional(),
      mark: z.number().optional(),
      most: z.number(),
      adds: z.number().optional(),
    }),
  ),
  missing: z.array(z.string()),
});

/** A row of the needs. */
export const demandSummarySchema = recordSchema.extend({
  whoFor: z.string().optional(),
  source: z.enum(DEMAND_SOURCE_VALUES).optional(),
  desiredBy: instantSchema.optional(),
  customers: z.number().optional(),
  ...scores(z.number().optional()),
  answer: z.string().optional(),
  deferredUntil: instantSchema.optional(),
  /** How many people gave it points. */
  voters: z.number(),
  /** Their points, each by the weight of who gave it. */
  points: z.number(),
  /** What the caller gave it, not weighted. */
  myPoints: z.number(),
  score: demandScoreSchema,
});
export type DemandSummary = z.output<typeof demandSummarySchema>;

/** What a need became, or leads to. */
export const demandOutcomeSchema = z.object({
  number: z.string(),
  type: z.string(),
  title: z.string(),
  status: z.string(),
  statusLabel: z.string(),
  statusCategory: z.enum(STATUS_CATEGORIES),
});
export type DemandOutcome = z.output<typeof demandOutcomeSchema>;

/** One need, with what the caller may do with it. */
export const demandSchema = demandSummarySchema.extend({
  why: z.string().optional(),
  evidence: z.string().optional(),
  ...reasons(z.string().optional()),
  withdrawReason: z.string().optional(),
  realizedSince: instantSchema.optional(),
  /** The number of the one that says the same, if the caller may read it. */
  mergedInto: z.string().optional(),
  custom: z.record(z.string(), z.unknown()).optional(),
  /** Who gave how much, by the weight that they have; names are told to nobody. */
  voices: z.array(
    z.object({
      /** E.g. `Customers`. */
      label: z.string(),
      weight: z.number(),
      people: z.number(),
      /** Before they are weighted. */
      points: z.number(),
    }),
  ),
  /** What the caller may give it at most, beside what they gave elsewhere. */
  mayGive: z.number(),
  /** Why the caller cannot vote, if they cannot. */
  voteRefusal: z.string().optional(),
  /** What it became, as far as the caller may read it. */
  outcomes: z.array(demandOutcomeSchema),
  participants: z.array(participantSchema),
  viewer: viewerSchema,
  refs,
});
export type Demand = z.output<typeof demandSchema>;

/** What is needed, who for, and why; the rest can be said later. */
export const newDemandSchema = z.strictObject({
  title: titleSchema,
  whoFor,
  why: words,
  serviceRef: thingRefSchema.optional(),
  desiredBy: instantSchema.optional(),
  source: z.enum(DEMAND_SOURCE_VALUES).optional(),
  customers: customers.optional(),
  evidence: words.optional(),
  requestedForRef: refOfKind('user').optional(),
  /** Number of a record that it comes from, e.g. an incident or a trend; the two are linked. */
  fromRecord: recordIdParamsSchema.shape.id.optional(),
  channel: channelSchema.exclude(['import']).optional(),
  visibility: z.enum(VISIBILITIES).optional(),
  /** Key of the record template it is filed from: brings its tasks and links. */
  template: definitionKeySchema.optional(),
  custom: customValuesSchema.optional(),
});
export type NewDemand = z.output<typeof newDemandSchema>;

/** Fields that may be edited. `null` empties one. */
export const demandPatchSchema = z
  .strictObject({
    title: titleSchema,
    whoFor,
    why: words,
    serviceRef: thingRefSchema.nullable(),
    desiredBy: instantSchema.nullable(),
    source: z.enum(DEMAND_SOURCE_VALUES).nullable(),
    customers: customers.nullable(),
    evidence: words.nullable(),
    ownerRef: refOfKind('group'),
    assigneeRef: refOfKind('user').nullable(),
    requestedForRef: refOfKind('user').nullable(),
    ...scores(criterion.nullable()),
    ...reasons(words.nullable()),
    answer: words,
    deferredUntil: instantSchema,
    visibility: z.enum(VISIBILITIES),
    custom: customValuesSchema,
  })
  .partial()
  .refine(
    patch => Object.keys(patch).length > 0,
    'must change at least one field',
  );
export type DemandPatch = z.output<typeof demandPatchSchema>;

/** A transition with what it needs. */
export const demandTransitionSchema = z.strictObject({
  transition: z.string().max(40),
  assigneeRef: refOfKind('user').optional(),
  ...scores(criterion.optional()),
  ...reasons(words.optional()),
  /** What becomes of it, and why. */
  answer: words.optional(),
  deferredUntil: instantSchema.optional(),
  withdrawReason: words.optional(),
  comment: requiredMarkdownSchema.optional(),
});
export type DemandTransition = z.output<typeof demandTransitionSchema>;

/** One change of fields or one transition for many. */
export const demandBulkSchema = bulkSchemaOf('needs', {
  patch: demandPatchSchema,
  transition: demandTransitionSchema,
});
export type DemandBulk = z.output<typeof demandBulkSchema>;

/** Filters of the list: those of every list, and the entity that a need is about. */
export const demandListQuerySchema = recordListQuerySchema
  .omit({ type: true })
  .extend({ entity: entityRefSchema.optional() });
export type DemandListQuery = z.output<typeof demandListQuerySchema>;

export const demandPageSchema = pageSchema(demandSummarySchema).extend({
  refs,
});
export type DemandPage = z.output<typeof demandPageSchema>;

/** How many of one's points somebody gives; 0 takes them back. */
export const demandVoteSchema = z.strictObject({
  points: z
    .number()
    .int('must be a whole number of points')
    .min(0, 'must be 0 or more')
    .max(1_000, 'must be at most what one may give to one need'),
});
export type DemandVote = z.output<typeof demandVoteSchema>;

/** What it becomes: something new, or a record that is there. */
export const demandBecomesSchema = z
  .strictObject({
    as: z.enum(DEMAND_BECOMES_VALUES),
    /** What the new record is called; the need's own words if absent. */
    title: titleSchema.optional(),
    /** The service that the change is of; the need's own if absent. */
    serviceRef: thingRefSchema.optional(),
    /** Number of a record of that type that is there already. */
    number: recordIdParamsSchema.shape.id.optional(),
  })
  .refine(
    b => b.number === undefined || (b.title ?? b.serviceRef) === undefined,
    'must name either a record that is there or what a new one says',
  );
export type DemandBecoming = z.output<typeof demandBecomesSchema>;

/** The one that says the same. */
export const demandMergeSchema = z.strictObject({
  into: recordIdParamsSchema.shape.id,
});
export type DemandMerge = z.output<typeof demandMergeSchema>;

/** How votes and scores are reckoned here, and what is left of the caller's points. */
export const demandSettingsSchema = z.object({
  votes: z.object({
    /** As many as each person has, on all needs that are not decided; there is no period in which they renew. */
    budget: z.number(),
    /** As many as one may give to one need. */
    most: z.number(),
    /** Whose points weigh more than one; the highest counts. */
    weights: z.array(
      z.object({ groupRef: z.string(), label: z.string(), weight: z.number() }),
    ),
    /** What those weigh whom no group weighs more: always 1. */
    usualLabel: z.string(),
  }),
  score: z.object({
    name: z.string(),
    weights: z.object({
      value: z.number(),
      cost: z.number(),
      risk: z.number(),
      fit: z.number(),
      votes: z.number(),
    }),
    fullVotes: z.number(),
  }),
  mine: z.object({
    weight: z.number(),
    label: z.string(),
    given: z.number(),
    left: z.number(),
    /** Where they are; of needs that the caller may not read any more only the points. */
    on: z.array(
      z.object({
        number: z.string().optional(),
        title: z.string().optional(),
        status: z.string().optional(),
        points: z.number(),
      }),
    ),
  }),
  /** What needs can become here, with the practices that are switched on. */
  becomes: z.array(z.enum(DEMAND_BECOMES_VALUES)),
});
export type DemandSettings = z.output<typeof demandSettingsSchema>;
