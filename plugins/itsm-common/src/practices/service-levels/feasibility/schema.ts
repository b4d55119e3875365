import { z } from 'zod';
import {
  instantSchema,
  numberParam,
  pageSchema,
  refInfoSchema,
  thingRefSchema,
} from '../../../kernel/schema';
import { METRICS } from '../model';
import { FEASIBILITY_REASONS, FEASIBILITY_VERDICTS } from './model';

const verdict = z.enum(FEASIBILITY_VERDICTS);
const reason = z.enum(FEASIBILITY_REASONS).optional();

/** Where a promise stands. */
export const promiseSourceSchema = z.object({
  kind: z.enum(['objective', 'agreement']),
  key: z.string(),
  name: z.string(),
});

const promisedOf = {
  id: z.string(),
  /** Of what it is promised. */
  entityRef: z.string(),
  source: promiseSourceSchema,
  verdict,
  reason,
  /**
   * How many times what is promised at most it may be: the downtime over the promised one, the time
   * over the promised one. Above 1 it cannot hold. Absent if nothing is known to be behind it.
   */
  excess: z.number().optional(),
  /** The arithmetic in one line. */
  words: z.string().optional(),
};

/** How much of the time something is to be up. Fractions. */
export const promisedAvailabilitySchema = z.object({
  ...promisedOf,
  kind: z.literal('availability'),
  promised: z.number(),
  /** What can be had at most: exact, or between two bounds. */
  possible: z.object({ low: z.number(), high: z.number() }).optional(),
  /** Minutes of 30 days that are missing; negative if so many are left over. */
  missingMinutes: z.number().optional(),
});

/** How long something may take. Milliseconds of working time. */
export const promisedTimeSchema = z.object({
  ...promisedOf,
  kind: z.literal('time'),
  metric: z.enum(METRICS),
  /** For which priorities of records. */
  priorities: z.array(z.number()),
  promised: z.number(),
  /** How much of the promise's working time may have passed when whoever is behind it is due. */
  passed: z.number().optional(),
});

/** A promise, and whether it can be kept. */
export const feasibilitySchema = z.discriminatedUnion('kind', [
  promisedAvailabilitySchema,
  promisedTimeSchema,
]);

/** What is asked of the list of promises. */
export const feasibilityQuerySchema = z.strictObject({
  entity: thingRefSchema.optional(),
  verdict: verdict.optional(),
  /** The key of an agreement or an objective. */
  agreement: z.string().max(200).optional(),
  objective: z.string().max(200).optional(),
  limit: numberParam(z.number().int().min(1).max(200)).optional(),
  cursor: z.string().max(2_000).optional(),
});

/** A page of promises, the worst first. */
export const feasibilityPageSchema = pageSchema(feasibilitySchema).extend({
  /** Of all that the filters, but that by verdict, leave. */
  counts: z.object({
    infeasible: z.number(),
    unknown: z.number(),
    feasible: z.number(),
  }),
  /** Whether there are more promises than are looked at. */
  truncated: z.boolean(),
  /** Whether the caller may see all of the catalog; if not, what they may not see counts as up. */
  wholeCatalog: z.boolean(),
  refs: z.record(z.string(), refInfoSchema),
});

/** A step of the arithmetic; `parts` are places in the list of steps. */
export const feasibilityStepSchema = z.object({
  kind: z.enum(['item', 'own', 'all', 'group', 'given', 'exact']),
  value: z.number(),
  words: z.string(),
  ref: z.string().optional(),
  refs: z.array(z.string()).optional(),
  atLeast: z.number().optional(),
  chance: z.number().optional(),
  parts: z.array(z.number()),
});

/** What is promised behind it: the strictest of what is promised of an item counts. */
const countedSchema = z.object({
  ref: z.string(),
  promised: z.number(),
  sources: z.array(promiseSourceSchema),
});

/** A promise of a time against one behind it. */
const timeBehindSchema = z.object({
  agreement: promiseSourceSchema.extend({ type: z.enum(['ola', 'uc']) }),
  /** What it stands for, which the promise cannot do without. */
  itemRef: z.string(),
  within: z.number(),
  calendar: z.object({ key: z.string(), name: z.string() }),
  verdict,
  /** The worst start of the next year; absent if it is never due. */
  worst: z
    .object({
      start: instantSchema,
      /** When whoever is behind it is due. */
      done: instantSchema,
      /** When the promise is due; absent if it never is. */
      due: instantSchema.optional(),
      passed: z.number(),
    })
    .optional(),
  words: z.string(),
});

/** A promise of a time with all that is behind it. */
export const explainedTimeSchema = promisedTimeSchema.extend({
  calendar: z.object({ key: z.string(), name: z.string() }),
  behind: z.array(timeBehindSchema),
});

/** How the verdicts about an item come about. */
export const feasibilityExplanationSchema = z.object({
  entityRef: z.string(),
  wholeCatalog: z.boolean(),
  /** Absent where the practice `cmdb` is switched off. */
  availability: z
    .object({
      promises: z.array(promisedAvailabilitySchema),
      /** The same number twice if it is exact. */
      low: z.number(),
      high: z.number(),
      /** How many items are behind it, and whether there are more than are counted. */
      items: z.number(),
      truncated: z.boolean(),
      /** Absent where there are only bounds. The first is the whole. */
      steps: z.array(feasibilityStepSchema),
      counted: z.array(countedSchema),
      /** What promises nothing, covered by nobody; counted as never failing. The nearest ones. */
      unknown: z.object({ total: z.number(), refs: z.array(z.string()) }),
      /** What is worth improving, most first. */
      improve: z.array(
        z.object({
          ref: z.string(),
          /** Birnbaum's importance. */
          birnbaum: z.number(),
          /** Minutes of 30 days that there were more if its own part never failed. */
          gainMinutes: z.number(),
        }),
      ),
    })
    .optional(),
  times: z.array(explainedTimeSchema),
  refs: z.record(z.string(), refInfoSchema),
});

export const feasibilityExplanationQuerySchema = z.strictObject({
  entity: thingRefSchema,
});

export type PromiseSource = z.output<typeof promiseSourceSchema>;
export type PromisedAvailability = z.output<typeof promisedAvailabilitySchema>;
export type PromisedTime = z.output<typeof promisedTimeSchema>;
export type ExplainedTime = z.output<typeof explainedTimeSchema>;
export type Feasible = z.output<typeof feasibilitySchema>;
export type FeasibilityQuery = z.output<typeof feasibilityQuerySchema>;
export type FeasibilityPage = z.output<typeof feasibilityPageSchema>;
export type FeasibilityStep = z.output<typeof feasibilityStepSchema>;
export type FeasibilityExplanation = z.output<
  typeof feasibilityExplanationSchema
>;
