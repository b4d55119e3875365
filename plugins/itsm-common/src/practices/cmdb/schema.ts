import { z } from 'zod';
import {
  instantSchema,
  numberParam,
  refInfoSchema,
  thingRefSchema,
} from '../../kernel/schema';
import type { EntityFieldValue } from '../../kernel/entityChange';
import { CI_EVENTS, REACHES } from './model';

const fieldValueSchema: z.ZodType<EntityFieldValue> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.array(fieldValueSchema)]),
);
const refsSchema = z.record(z.string(), refInfoSchema);

/** An instant, or the key of a baseline as `baseline:<key>`. */
export const momentSchema = z.union([
  instantSchema,
  z
    .string()
    .regex(
      /^baseline:[a-z0-9][a-z0-9-]{0,60}$/,
      'must be an instant like 2026-03-01T09:00:00.000Z, or a baseline like baseline:before-the-move',
    ),
]);

/** A relation of a configuration item, as it says it itself. */
export const ciRelationSchema = z.object({
  type: z.string(),
  targetRef: z.string(),
});

/** What became of one field. */
export const ciFieldChangeSchema = z.object({
  field: z.string(),
  before: fieldValueSchema.optional(),
  after: fieldValueSchema.optional(),
});

const relationChangesSchema = z.object({
  added: z.array(ciRelationSchema),
  removed: z.array(ciRelationSchema),
});

/** One change of a configuration item. It happened between `since`, if that is known, and `at`. */
export const ciEventSchema = z.object({
  position: z.number(),
  ref: z.string(),
  kind: z.enum(CI_EVENTS),
  at: instantSchema,
  since: instantSchema.optional(),
  changes: z.array(ciFieldChangeSchema),
  relations: relationChangesSchema,
});

/** A configuration item as of an instant. */
export const ciStateSchema = z.object({
  ref: z.string(),
  at: instantSchema,
  /** Whether the catalog had it then. */
  there: z.boolean(),
  title: z.string(),
  fields: z.record(z.string(), fieldValueSchema),
  relations: z.array(ciRelationSchema),
  /** Since when and until when it was like this; until is absent if it still is. */
  validFrom: instantSchema.optional(),
  validTo: instantSchema.optional(),
  /** When its history begins: what was before, nobody kept. */
  knownSince: instantSchema.optional(),
  refs: refsSchema,
});

/** Configuration items and their relations as of an instant. */
export const neighbourhoodSchema = z.object({
  ref: z.string(),
  at: instantSchema,
  nodes: z.array(z.object({ ref: z.string(), depth: z.number() })),
  edges: z.array(
    z.object({
      sourceRef: z.string(),
      type: z.string(),
      targetRef: z.string(),
    }),
  ),
  /** Whether there was more than is shown. */
  truncated: z.boolean(),
  refs: refsSchema,
});

/** What is different between two instants. */
export const differenceSchema = z.object({
  from: instantSchema,
  to: instantSchema,
  items: z.array(
    z.object({
      ref: z.string(),
      what: z.enum(CI_EVENTS),
      changes: z.array(ciFieldChangeSchema),
      relations: relationChangesSchema,
    }),
  ),
  /** How many configuration items were compared. */
  compared: z.number(),
  truncated: z.boolean(),
  refs: refsSchema,
});

/** What happened to an item and what it depends on, newest first. */
export const ciChangesSchema = z.object({
  from: instantSchema,
  to: instantSchema,
  items: z.array(ciEventSchema),
  /** How many configuration items were looked at. */
  looked: z.number(),
  truncated: z.boolean(),
  refs: refsSchema,
});

/** A named instant: a definition of the kind `baseline`. */
export const baselineSchema = z.object({
  key: z.string(),
  name: z.string(),
  note: z.string().optional(),
  at: instantSchema,
});

const ciQuery = { ref: thingRefSchema };
const depth = numberParam(z.number().int().min(1).max(5)).optional();

export const ciQuerySchema = z.strictObject({
  ...ciQuery,
  at: momentSchema.optional(),
});
export const ciHistoryQuerySchema = z.strictObject({
  ...ciQuery,
  limit: numberParam(z.number().int().min(1).max(200)).optional(),
  cursor: z
    .string()
    .regex(/^\d{1,15}$/, 'is not one of this list')
    .optional(),
});
export const neighbourhoodQuerySchema = z.strictObject({
  ...ciQuery,
  at: momentSchema.optional(),
  reach: z.enum(REACHES).optional(),
  depth,
});
export const differenceQuerySchema = z.strictObject({
  ...ciQuery,
  reach: z.enum(REACHES).optional(),
  depth,
  from: momentSchema,
  to: momentSchema.optional(),
});
export const ciChangesQuerySchema = z.strictObject({
  ...ciQuery,
  before: instantSchema.optional(),
  hours: numberParam(
    z
      .number()
      .int()
      .min(1)
      .max(24 * 31),
  ).optional(),
  depth,
});
export type CiRelation = z.output<typeof ciRelationSchema>;
export type CiFieldChange = z.output<typeof ciFieldChangeSchema>;
export type CiEvent = z.output<typeof ciEventSchema>;
export type CiState = z.output<typeof ciStateSchema>;
export type Neighbourhood = z.output<typeof neighbourhoodSchema>;
export type Difference = z.output<typeof differenceSchema>;
export type CiChanges = z.output<typeof ciChangesSchema>;
export type Baseline = z.output<typeof baselineSchema>;
export type CiQuery = z.output<typeof ciQuerySchema>;
export type CiHistoryQuery = z.output<typeof ciHistoryQuerySchema>;
export type NeighbourhoodQuery = z.output<typeof neighbourhoodQuerySchema>;
export type DifferenceQuery = z.output<typeof differenceQuerySchema>;
export type CiChangesQuery = z.output<typeof ciChangesQuerySchema>;
