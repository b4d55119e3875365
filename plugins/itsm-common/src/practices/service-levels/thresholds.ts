import { z } from 'zod';
import { instantSchema, markdownSchema, refOfKind } from '../../kernel/schema';
import { readThreshold } from './model';

const groupRefSchema = refOfKind('group');

/** What is done when a threshold is reached. */
export const thresholdActionSchema = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('notify'),
    /** Who has the record, its owner group, or groups by name. */
    to: z
      .array(z.union([z.enum(['assignee', 'owner']), groupRefSchema]))
      .min(1)
      .max(20),
  }),
  /** Hands the record to a group; whoever had it has it no more. */
  z.strictObject({ do: z.literal('reassign'), to: groupRefSchema }),
  /** By one; what is at 1 stays there. */
  z.strictObject({ do: z.literal('raisePriority') }),
  z.strictObject({
    do: z.literal('comment'),
    body: markdownSchema.min(1, 'must not be empty'),
    audience: z.enum(['internal', 'requester']).default('internal'),
  }),
  /** Asks the owner group whether it is a major incident. */
  z.strictObject({ do: z.literal('proposeMajor') }),
  /**
   * Nothing but the entry in the journal that every threshold makes, e.g. `incident.threshold`:
   * webhooks are told of it.
   */
  z.strictObject({ do: z.literal('webhook') }),
]);

/** A threshold of a goal. */
export const thresholdSchema = z.strictObject({
  at: z
    .string()
    .refine(
      at => readThreshold(at) !== undefined,
      'must be a part of the goal like 75% (1% to 500%), or a duration before or after it is used up like -30m or +1h',
    ),
  actions: z
    .array(thresholdActionSchema)
    .min(1)
    .max(6)
    .refine(
      actions => new Set(actions.map(a => a.do)).size === actions.length,
      'must name each action once',
    ),
});

/** The thresholds of a target. */
export const thresholdsSchema = z
  .array(thresholdSchema)
  .max(20)
  .refine(
    list => new Set(list.map(({ at }) => at)).size === list.length,
    'must name each threshold once',
  );

/** A threshold that a run of a clock has passed, as the journal says. */
export const passedThresholdSchema = z.object({
  at: z.string(),
  reachedAt: instantSchema,
  /** When it was done; later than it was reached if nobody was there to do it. */
  doneAt: instantSchema,
  /** Names of actions, e.g. `notify`. */
  did: z.array(z.string()),
  /** Whom it told: `assignee`, `owner`, or groups. */
  tells: z.array(z.string()),
  /** Fields that could not be set. */
  refused: z.array(z.string()).optional(),
});

/** The thresholds of a clock's run: those that were passed, and the next. */
export const clockThresholdsSchema = z.object({
  passed: z.array(passedThresholdSchema),
  next: z
    .object({
      at: z.string(),
      /** When it is reached if nothing changes; absent while nothing counts. */
      reachedAt: instantSchema.optional(),
      actions: z.array(thresholdActionSchema),
    })
    .optional(),
});

export type PassedThreshold = z.output<typeof passedThresholdSchema>;
export type ClockThresholds = z.output<typeof clockThresholdsSchema>;
export type ThresholdAction = z.output<typeof thresholdActionSchema>;
export type Threshold = z.output<typeof thresholdSchema>;
