import { z } from 'zod';
import { PRIORITIES, STATUS_CATEGORIES } from '../../../kernel/record';
import {
  instantSchema,
  listParam,
  numberParam,
  pageSchema,
  recordIdParamsSchema,
  refInfoSchema,
} from '../../../kernel/schema';
import { ALIGNMENT_DAYS, LONGEST_ALIGNMENT_DAYS } from './model';

/** What is looked at: whether it serves what the business wants. */
export const ALIGNED_TYPES = [
  'service',
  'demand',
  'change',
  'initiative',
] as const;
export type AlignedType = (typeof ALIGNED_TYPES)[number];

const days = numberParam(
  z
    .number()
    .int()
    .min(1)
    .max(LONGEST_ALIGNMENT_DAYS, 'must be at most two years'),
).default(ALIGNMENT_DAYS);
const refs = z.record(z.string(), refInfoSchema);

export const alignmentQuerySchema = z.strictObject({
  /** Changes and initiatives of so many days count, and what was closed in them. */
  days,
});
export type AlignmentQuery = z.output<typeof alignmentQuerySchema>;

/** How many records of a type serve an objective, as far as the caller may read them. */
export const servingSchema = z.object({
  /** Those that say so themselves. */
  direct: z.number(),
  /** Others that are about a service that serves it. */
  through: z.number(),
});
export type Serving = z.output<typeof servingSchema>;

/** Which objectives are served by what. */
export const alignmentSchema = z.object({
  days: z.number(),
  /** Objectives that are written down or pursued, the first to end first. */
  objectives: z.array(
    z.object({
      id: z.string(),
      number: z.string(),
      title: z.string(),
      theme: z.string().optional(),
      statusLabel: z.string(),
      statusCategory: z.enum(STATUS_CATEGORIES),
      progress: z.number().optional(),
      periodTo: instantSchema.optional(),
      serving: z.record(z.enum(ALIGNED_TYPES), servingSchema),
    }),
  ),
  /** Whether there are more objectives than are shown. */
  more: z.boolean(),
  /** How many records are looked at, and how many of them serve none, by type. */
  totals: z.record(
    z.enum(ALIGNED_TYPES),
    z.object({ all: z.number(), none: z.number() }),
  ),
});
export type Alignment = z.output<typeof alignmentSchema>;

/** A record that serves something, or nothing. */
export const alignedRecordSchema = z.object({
  id: z.string(),
  number: z.string(),
  type: z.enum(ALIGNED_TYPES),
  title: z.string(),
  status: z.string(),
  statusLabel: z.string(),
  statusCategory: z.enum(STATUS_CATEGORIES),
  priority: z.union(PRIORITIES.map(p => z.literal(p))).optional(),
  serviceRef: z.string().optional(),
  ownerRef: z.string().optional(),
  createdAt: instantSchema,
  /** How it serves, where an objective was asked for. */
  how: z.enum(['direct', 'through']).optional(),
});
export type AlignedRecord = z.output<typeof alignedRecordSchema>;

const types = listParam(z.enum(ALIGNED_TYPES)).optional();

export const alignedRecordsQuerySchema = z.strictObject({
  days,
  /** Of these types; of all if left out. */
  types,
  /** Number or id of the objective that they serve; without it those that serve none. */
  objective: recordIdParamsSchema.shape.id.optional(),
  limit: numberParam(z.number().int().min(1).max(200)).optional(),
  cursor: z.string().max(4_000).optional(),
});
export type AlignedRecordsQuery = z.output<typeof alignedRecordsQuerySchema>;

export const alignedRecordsExportQuerySchema = alignedRecordsQuerySchema
  .omit({ limit: true, cursor: true })
  .extend({
    /** A byte order mark first, for programs that guess the encoding. */
    bom: z
      .enum(['true', 'false'], { error: 'must be true or false' })
      .transform(value => value === 'true')
      .optional(),
  });

export const alignedRecordsSchema = pageSchema(alignedRecordSchema).extend({
  refs,
});
export type AlignedRecords = z.output<typeof alignedRecordsSchema>;

/** An objective as what serves it shows it. */
export const objectiveBriefSchema = z.object({
  id: z.string(),
  number: z.string(),
  title: z.string(),
  statusLabel: z.string(),
  statusCategory: z.enum(STATUS_CATEGORIES),
  progress: z.number().optional(),
});

/** Which objectives a record serves. */
export const servedObjectivesSchema = z.object({
  /** Those that it says itself; `linkId` takes it back. */
  direct: z.array(objectiveBriefSchema.extend({ linkId: z.string() })),
  /** Those that the service it is about serves. */
  through: z.array(
    objectiveBriefSchema.extend({
      service: z.object({ number: z.string(), title: z.string() }),
    }),
  ),
  canEdit: z.boolean(),
});
export type ServedObjectives = z.output<typeof servedObjectivesSchema>;
