import { z } from 'zod';
import { definitionKeySchema } from '../../../kernel/definitions';
import {
  entityRefSchema,
  instantSchema,
  listParam,
  numberParam,
  refInfoSchema,
} from '../../../kernel/schema';
import { STATUS_CATEGORIES } from '../../../kernel/record';
import { AGREEMENT_TYPES, METRICS } from '../model';
import { clockSchema } from '../schema';
import { MOST_WITHIN_MS, readWithin } from './model';

/** How far ahead: an ISO 8601 duration, or `late` for what is late alone. Milliseconds. */
const withinParam = z.string().transform((text, ctx) => {
  const within = text === 'late' ? 0 : readWithin(text);
  if (within === undefined || within > MOST_WITHIN_MS) {
    ctx.addIssue({
      code: 'custom',
      message:
        within === undefined
          ? 'must be `late` or a duration like PT4H, PT30M or P2D'
          : 'must be at most 31 days, P31D',
    });
    return z.NEVER;
  }
  return within;
});

/** What is asked of what is late, or will be. */
export const breachingQuerySchema = z.strictObject({
  /** 24 hours if it is left out. */
  within: withinParam.optional(),
  /** Owner groups; `mine` stands for the caller's. */
  team: listParam(z.union([z.literal('mine'), entityRefSchema])).optional(),
  service: listParam(entityRefSchema).optional(),
  /** `true` for what the caller has. */
  mine: z
    .enum(['true', 'false'])
    .transform(v => v === 'true')
    .optional(),
  agreement: listParam(definitionKeySchema).optional(),
  metric: listParam(z.enum(METRICS)).optional(),
  type: listParam(z.enum(AGREEMENT_TYPES)).optional(),
  limit: numberParam(z.number().int().min(1).max(200)).optional(),
  cursor: z.string().max(4_000).optional(),
});

/** A record that is late, or will be, with the clock that is. */
export const breachingSchema = z.object({
  /** Of the record. */
  id: z.string(),
  record: z.object({
    id: z.string(),
    number: z.string(),
    type: z.string(),
    title: z.string(),
    status: z.string(),
    statusCategory: z.enum(STATUS_CATEGORIES),
    priority: z.number().optional(),
    serviceRef: z.string().optional(),
    ownerRef: z.string().optional(),
    assigneeRef: z.string().optional(),
  }),
  clock: clockSchema
    .pick({
      id: true,
      type: true,
      metric: true,
      state: true,
      goal: true,
      elapsed: true,
      breached: true,
      counting: true,
      changesAt: true,
      groupRef: true,
    })
    .extend({
      dueAt: instantSchema,
      agreement: z.object({ key: z.string(), name: z.string() }),
    }),
});

/** A page of the queue. */
export const breachingPageSchema = z.object({
  at: instantSchema,
  items: z.array(breachingSchema),
  pageInfo: z.object({ nextCursor: z.string().optional() }),
  /** Records that are late, and those that will be within the time; each up to 1001. */
  counts: z.object({ late: z.number(), soon: z.number() }),
  refs: z.record(z.string(), refInfoSchema),
});

export type BreachingQuery = z.output<typeof breachingQuerySchema>;
export type Breaching = z.output<typeof breachingSchema>;
export type BreachingPage = z.output<typeof breachingPageSchema>;
