import { z } from 'zod';
import {
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
  titleSchema,
  viewerSchema,
} from '../../kernel/schema';
import { VISIBILITIES } from '../../kernel/record';
import { HOLD_REASON_VALUES } from './model';

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
  acknowledgedAt: instantSchema.optional(),
  reopenCount: z.number().int().optional(),
});
export type IncidentSummary = z.output<typeof incidentSummarySchema>;

/** One incident, with what the caller may do with it. */
export const incidentSchema = incidentSummarySchema.extend({
  description: z.string().optional(),
  resolution: z.string().optional(),
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
  serviceRef: entityRefSchema,
  title: titleSchema,
  description: markdownSchema.optional(),
  impact: severity.default(2),
  urgency: severity.default(2),
  ciRef: entityRefSchema.optional(),
  category: category.optional(),
  subcategory: category.optional(),
  requestedForRef: refOfKind('user').optional(),
  assigneeRef: refOfKind('user').optional(),
  channel: channelSchema.exclude(['import']).optional(),
  visibility: z.enum(VISIBILITIES).optional(),
});
export type NewIncident = z.output<typeof newIncidentSchema>;

/** Fields that may be edited. `null` empties a field. */
export const incidentPatchSchema = z
  .strictObject({
    title: titleSchema,
    description: markdownSchema.nullable(),
    serviceRef: entityRefSchema,
    ciRef: entityRefSchema.nullable(),
    impact: severity,
    urgency: severity,
    category: category.nullable(),
    subcategory: category.nullable(),
    ownerRef: refOfKind('group'),
    assigneeRef: refOfKind('user').nullable(),
    requestedForRef: refOfKind('user').nullable(),
    visibility: z.enum(VISIBILITIES),
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
  resolution: requiredMarkdownSchema.optional(),
  reopenReason: requiredMarkdownSchema.optional(),
  cancelReason: requiredMarkdownSchema.optional(),
  comment: requiredMarkdownSchema.optional(),
});
export type IncidentTransition = z.output<typeof incidentTransitionSchema>;

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
