import { z } from 'zod';
import { entityRefSchema } from '../../../kernel/schema';
import { AGREEMENT_TYPES, METRICS } from '../model';

export const promisesQuerySchema = z.strictObject({ ref: entityRefSchema });

/** A goal that a record of the service may have. */
export const promisedGoalSchema = z.object({
  when: z.record(z.string(), z.unknown()).optional(),
  /** Milliseconds of working time. */
  within: z.number(),
  calendar: z.string(),
});

/** What an agreement promises for records of a service. */
export const promiseSchema = z.object({
  agreement: z.object({
    key: z.string(),
    version: z.number(),
    name: z.string(),
    type: z.enum(AGREEMENT_TYPES),
    precedence: z.number(),
    party: z.string().optional(),
  }),
  recordTypes: z.array(z.string()),
  /**
   * Whether it covers every record of the service, or some: what else its scope asks for depends on the
   * record.
   */
  covers: z.enum(['all', 'some']),
  scope: z.record(z.string(), z.unknown()).optional(),
  targets: z.array(
    z.object({
      metric: z.enum(METRICS),
      /** Those that may be; the first whose condition holds counts. */
      goals: z.array(promisedGoalSchema),
      /** Agreements that count instead where they cover a record, too. */
      behind: z.array(z.object({ key: z.string(), name: z.string() })),
    }),
  ),
});

/** What is promised for a service. */
export const promisesSchema = z.object({
  ref: z.string(),
  /** What is known of the service and may decide what is promised, e.g. its tier. */
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  /** In the order in which they go before each other. */
  items: z.array(promiseSchema),
});

export type Promised = z.output<typeof promiseSchema>;
export type Promises = z.output<typeof promisesSchema>;
