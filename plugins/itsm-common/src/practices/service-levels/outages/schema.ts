import { z } from 'zod';
import {
  entityRefSchema,
  instantSchema,
  listParam,
  numberParam,
  pageSchema,
  recordIdParamsSchema,
  refInfoSchema,
  textSchema,
  thingRefSchema,
} from '../../../kernel/schema';
import { OUTAGE_KINDS } from './model';

const noteSchema = textSchema
  .trim()
  .max(2_000, 'must have at most 2,000 characters');

/** Says that a service was not there, or not as it should be. */
export const newOutageSchema = z.strictObject({
  /** The service, or anything else of the catalog. */
  entityRef: thingRefSchema,
  kind: z.enum(OUTAGE_KINDS).default('outage'),
  begin: instantSchema,
  /** Left out while it goes on. */
  end: instantSchema.optional(),
  /** Number or id of the record it belongs to, e.g. an incident. */
  record: recordIdParamsSchema.shape.id.optional(),
  /** For whoever may see the outage, in a few words. */
  note: noteSchema.optional(),
});

/** Puts right what was recorded. What is left out stays. */
export const outageCorrectionSchema = z
  .strictObject({
    entityRef: thingRefSchema.optional(),
    kind: z.enum(OUTAGE_KINDS).optional(),
    begin: instantSchema.optional(),
    /** `null` if it goes on after all. */
    end: instantSchema.nullable().optional(),
    /** `null` takes it away. */
    note: noteSchema.nullable().optional(),
  })
  .refine(
    patch => Object.values(patch).some(value => value !== undefined),
    'must change something',
  );

/** Says that it is over. */
export const outageEndSchema = z.strictObject({
  /** Now if it is left out. */
  end: instantSchema.optional(),
});

/** The address of an outage. */
export const outageParamsSchema = z.object({
  id: z.uuid('must be the id of an outage'),
});

/** An outage. What belongs to a record that the caller may not read has neither record nor note. */
export const outageSchema = z.object({
  id: z.string(),
  entityRef: z.string(),
  kind: z.enum(OUTAGE_KINDS),
  begin: instantSchema,
  end: instantSchema.optional(),
  record: z.object({ id: z.string(), number: z.string() }).optional(),
  note: z.string().optional(),
  /** Who says so: people, or what happens to its record. */
  source: z.enum(['people', 'record']),
  /** Whether people put right what its record said. */
  corrected: z.boolean(),
  /** Set when it was withdrawn; it counts no more. */
  withdrawnAt: instantSchema.optional(),
  version: z.number().int(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
  /** Whether the caller may change it. */
  mayChange: z.boolean(),
});

const questionShape = {
  entity: entityRefSchema.optional(),
  /** Number or id of a record. */
  record: recordIdParamsSchema.shape.id.optional(),
  /** Only what was going on then or later. */
  from: instantSchema.optional(),
  /** Only what began before. */
  to: instantSchema.optional(),
  kind: listParam(z.enum(OUTAGE_KINDS)).optional(),
  /** Those that were withdrawn too. */
  withdrawn: z
    .enum(['true', 'false'])
    .transform(value => value === 'true')
    .optional(),
};

/** Which outages are asked for. */
export const outageListQuerySchema = z.strictObject({
  ...questionShape,
  cursor: z.string().max(500).optional(),
  limit: numberParam(z.number().int().min(1).max(100)).optional(),
});

/** Which outages a file is to have. */
export const outageExportQuerySchema = z.strictObject({
  ...questionShape,
  /** A byte order mark first, for programs that guess the encoding. */
  bom: z
    .enum(['true', 'false'])
    .transform(value => value === 'true')
    .optional(),
});

/** Outages, the newest first. */
export const outagePageSchema = pageSchema(outageSchema).extend({
  refs: z.record(z.string(), refInfoSchema),
});

/** Of what, and of which period, availability is asked for. */
export const availabilityQuerySchema = z.strictObject({
  entity: entityRefSchema,
  from: instantSchema,
  to: instantSchema,
});

/** How much of a period a service was there. Durations are milliseconds. */
export const availabilitySchema = z.object({
  entityRef: z.string(),
  from: instantSchema,
  /** The end of the period, or now if that is before. */
  to: instantSchema,
  period: z.number(),
  down: z.number(),
  degraded: z.number(),
  planned: z.number(),
  /** Times that it went down. */
  outages: z.number().int(),
  /** Share of the period in which it was there, 0 to 1; degraded time counts half. */
  availability: z.number(),
  refs: z.record(z.string(), refInfoSchema),
});

export type NewOutage = z.output<typeof newOutageSchema>;
export type OutageCorrection = z.output<typeof outageCorrectionSchema>;
export type OutageEnd = z.output<typeof outageEndSchema>;
export type Outage = z.output<typeof outageSchema>;
export type OutageListQuery = z.output<typeof outageListQuerySchema>;
export type OutageExportQuery = z.output<typeof outageExportQuerySchema>;
export type OutagePage = z.output<typeof outagePageSchema>;
export type AvailabilityQuery = z.output<typeof availabilityQuerySchema>;
export type AvailabilityView = z.output<typeof availabilitySchema>;
