import { z } from 'zod';
import { instantSchema } from './schema';

/** The entry that a follower cannot take up, and why. */
export const followerFailureSchema = z.object({
  /** Absent if it fails before it reads any entry. */
  position: z.number().int().optional(),
  kind: z.string().optional(),
  subjectType: z.string().optional(),
  subjectId: z.string().optional(),
  message: z.string(),
  attempts: z.number().int(),
  failedAt: instantSchema,
  nextTryAt: instantSchema.optional(),
});

/** How far a projection has read the journal. */
export const followerSchema = z.object({
  id: z.string(),
  title: z.string(),
  state: z.enum(['following', 'rebuilding', 'failing']),
  /** The last entry whose effect is saved. */
  position: z.number().int(),
  /** The newest entry of the journal. */
  head: z.number().int(),
  /** Entries between the two; gaps in the positions count. */
  lag: z.number().int(),
  /** Seconds since the oldest entry that it has not read was written; 0 if it has read all. */
  lagSeconds: z.number(),
  /** How much of a rebuild is done, 0 to 1. */
  progress: z.number().optional(),
  /** Whether it can be emptied and built again. */
  canRebuild: z.boolean(),
  failure: followerFailureSchema.optional(),
});

/** Something that is to happen later, or failed to. */
export const dueItemSchema = z.object({
  id: z.uuid(),
  kind: z.string(),
  /** What the kind does; absent if no enabled practice handles it. */
  title: z.string().optional(),
  key: z.string(),
  lane: z.string().optional(),
  state: z.enum(['waiting', 'failed']),
  dueAt: instantSchema,
  /** When it is tried next. */
  nextAt: instantSchema.optional(),
  attempts: z.number().int(),
  depth: z.number().int(),
  causedBy: z.number().int().optional(),
  lastError: z.string().optional(),
  failedAt: instantSchema.optional(),
  payload: z.record(z.string(), z.unknown()),
});

/** Which items of due work are asked for. */
export const dueQuerySchema = z.strictObject({
  /** `overdue` are those that should have happened already. Default `overdue`. */
  state: z.enum(['waiting', 'overdue', 'failed']).default('overdue'),
  kind: z.string().max(80).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: z.string().max(500).optional(),
});

/** Due work in numbers; each counts to 1000 and says `1000+` as 1001. */
export const dueSummarySchema = z.object({
  waiting: z.number().int(),
  overdue: z.number().int(),
  failed: z.number().int(),
  /** When the next one is due. */
  nextDueAt: instantSchema.optional(),
  /** What enabled practices do later. */
  kinds: z.array(z.object({ kind: z.string(), title: z.string() })),
});

/** Which failed items are retried; all kinds if it names none. */
export const retryFailedSchema = z.strictObject({
  kind: z.string().max(80).optional(),
});

/** How far a projection has read the journal. */
export type FollowerStatus = z.output<typeof followerSchema>;
/** Something that is to happen later, or failed to. */
export type DueItemView = z.output<typeof dueItemSchema>;
/** Due work in numbers. */
export type DueSummary = z.output<typeof dueSummarySchema>;
/** Which items of due work are asked for. */
export type DueQuery = z.output<typeof dueQuerySchema>;
