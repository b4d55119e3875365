import { z } from 'zod';
import { definitionKeySchema } from '../../kernel/definitions';
import {
  recordIdParamsSchema,
  channelSchema,
  entityRefSchema,
  instantSchema,
  markdownSchema,
  pageSchema,
  participantSchema,
  recordListQuerySchema,
  recordSchema,
  refInfoSchema,
  refOfKind,
  requiredMarkdownSchema,
  textSchema,
  thingRefSchema,
  titleSchema,
  viewerSchema,
} from '../../kernel/schema';
import { bulkSchemaOf } from '../../kernel/bulk';
import { customValuesSchema } from '../../kernel/customField';
import { VISIBILITIES } from '../../kernel/record';
import { HOLD_REASON_VALUES, RESOLUTION_CODE_VALUES } from './model';

const severity = z.union([z.literal(1), z.literal(2), z.literal(3)], {
  message: 'must be 1 (high), 2 (medium) or 3 (low)',
});
const category = textSchema.trim().max(100);

/** A row of the incident list. */
export const incidentSummarySchema = recordSchema.extend({
  impact: z.number().int().optional(),
  urgency: z.number().int().optional(),
  category: z.string().optional(),
  subcategory: z.string().optional(),
  ciRef: z.string().optional(),
  holdReason: z.string().optional(),
  holdUntil: instantSchema.optional(),
  resolutionCode: z.string().optional(),
  major: z.boolean().optional(),
  nextUpdateAt: instantSchema.optional(),
  satisfaction: z.number().int().optional(),
  acknowledgedAt: instantSchema.optional(),
  reopenCount: z.number().int().optional(),
});
export type IncidentSummary = z.output<typeof incidentSummarySchema>;

/** One incident, with what the caller may do with it. */
export const incidentSchema = incidentSummarySchema.extend({
  description: z.string().optional(),
  resolution: z.string().optional(),
  holdNote: z.string().optional(),
  majorSince: instantSchema.optional(),
  majorSummary: z.string().optional(),
  majorAnnounced: z.boolean().optional(),
  satisfactionComment: z.string().optional(),
  reopenReason: z.string().optional(),
  cancelReason: z.string().optional(),
  statedReassignments: z.number().int().optional(),
  statedReopens: z.number().int().optional(),
  statedResolvedAt: instantSchema.optional(),
  statedClosedAt: instantSchema.optional(),
  statedSlaMet: z.boolean().optional(),
  participants: z.array(participantSchema),
  viewer: viewerSchema,
  refs: z.record(z.string(), refInfoSchema),
});
export type Incident = z.output<typeof incidentSchema>;

/** What is said when an incident is filed. Owner and priority follow from it. */
export const newIncidentSchema = z.strictObject({
  serviceRef: thingRefSchema,
  title: titleSchema,
  description: markdownSchema.optional(),
  impact: severity.default(2),
  urgency: severity.default(2),
  ciRef: thingRefSchema.optional(),
  category: category.optional(),
  subcategory: category.optional(),
  requestedForRef: refOfKind('user').optional(),
  assigneeRef: refOfKind('user').optional(),
  channel: channelSchema.exclude(['import']).optional(),
  visibility: z.enum(VISIBILITIES).optional(),
  /** Key of the record template it is filed from: brings its tasks and links. */
  template: definitionKeySchema.optional(),
  custom: customValuesSchema.optional(),
});
export type NewIncident = z.output<typeof newIncidentSchema>;

/** Fields that may be edited. `null` empties a field. */
export const incidentPatchSchema = z
  .strictObject({
    title: titleSchema,
    description: markdownSchema.nullable(),
    serviceRef: thingRefSchema,
    ciRef: thingRefSchema.nullable(),
    impact: severity,
    urgency: severity,
    category: category.nullable(),
    subcategory: category.nullable(),
    ownerRef: refOfKind('group'),
    assigneeRef: refOfKind('user').nullable(),
    requestedForRef: refOfKind('user').nullable(),
    visibility: z.enum(VISIBILITIES),
    custom: customValuesSchema,
  })
  .partial()
  .refine(
    patch => Object.keys(patch).length > 0,
    'must change at least one field',
  );
export type IncidentPatch = z.output<typeof incidentPatchSchema>;

/** A transition with what it needs. */
export const incidentTransitionSchema = z.strictObject({
  transition: z.string().max(40),
  assigneeRef: refOfKind('user').optional(),
  holdReason: z.enum(HOLD_REASON_VALUES).optional(),
  holdNote: markdownSchema.max(500).optional(),
  holdUntil: instantSchema.optional(),
  resolutionCode: z.enum(RESOLUTION_CODE_VALUES).optional(),
  resolution: requiredMarkdownSchema.optional(),
  reopenReason: requiredMarkdownSchema.optional(),
  cancelReason: requiredMarkdownSchema.optional(),
  comment: requiredMarkdownSchema.optional(),
});
export type IncidentTransition = z.output<typeof incidentTransitionSchema>;

/** Declares a major incident, or brings what is known of one up to date. */
export const majorIncidentSchema = z.strictObject({
  /** What we know, for everybody concerned. */
  summary: requiredMarkdownSchema.max(5_000),
  /** When the next update comes; `null` if none is promised. */
  nextUpdateAt: instantSchema.nullable(),
  /** Shows the summary to everybody who follows the service. Not for restricted incidents. */
  announced: z.boolean().default(false),
});
export type MajorIncident = z.output<typeof majorIncidentSchema>;

/** The answer to "how satisfied are you?": one click, and words if somebody has some. */
export const satisfactionSchema = z.strictObject({
  score: z.number().int().min(1).max(5),
  comment: requiredMarkdownSchema.max(2_000).optional(),
});
export type Satisfaction = z.output<typeof satisfactionSchema>;

/** Names the incident that another one is joined with. */
export const intoSchema = z.strictObject({
  /** Number or id of the incident that stays. */
  into: recordIdParamsSchema.shape.id,
});

/** One change or one transition for many incidents. */
export const bulkSchema = bulkSchemaOf('incidents', {
  patch: incidentPatchSchema,
  transition: incidentTransitionSchema,
});
export type BulkChange = z.output<typeof bulkSchema>;

/** From which queue the next incident is taken. */
export const takeNextSchema = z.strictObject({
  /** `mine` is the queues of all groups one belongs to. */
  queue: z.union([z.literal('mine'), refOfKind('group')]).default('mine'),
});

/** A category that incidents may have, with its subcategories. */
export const categorySchema = z.object({
  key: z.string(),
  label: z.string(),
  subcategories: z.array(z.object({ key: z.string(), label: z.string() })),
});

/** What a major incident tells everybody who follows its service. */
export const disruptionSchema = z.object({
  serviceRef: z.string(),
  /** Only for callers who may read the incident. */
  number: z.string().optional(),
  summary: z.string(),
  since: instantSchema,
  updatedAt: instantSchema,
  nextUpdateAt: instantSchema.optional(),
});
export type Disruption = z.output<typeof disruptionSchema>;

/** Filters of the incident list: those of every list, and the entity an incident touches. */
export const incidentListQuerySchema = recordListQuerySchema
  .omit({ type: true })
  .extend({
    /** Incidents whose service or affected CI it is. */
    entity: entityRefSchema.optional(),
  });
export type IncidentListQuery = z.output<typeof incidentListQuerySchema>;

/** A page of incidents with what the references in it are called. */
export const incidentPageSchema = pageSchema(incidentSummarySchema).extend({
  refs: z.record(z.string(), refInfoSchema),
});
export type IncidentPage = z.output<typeof incidentPageSchema>;
