import { z } from 'zod';
import {
  instantSchema,
  journalEntrySchema,
  recordSchema,
  textSchema,
  titleSchema,
} from './schema';

/** Journal kinds that a webhook can be told of, with words for them. */
export const WEBHOOK_KINDS = {
  'record.created': 'A record is filed',
  'record.changed': 'Fields change',
  'record.transitioned': 'The status changes',
  'comment.added': 'A comment is added',
  'attachment.added': 'A file is added',
  'attachment.removed': 'A file is removed',
  'link.added': 'A link is added',
  'link.removed': 'A link is removed',
  'participant.added': 'Somebody takes part',
  'participant.removed': 'Somebody no longer takes part',
} as const;

/** What every event's type begins with; behind it stand the record type and what happened. */
export const CLOUD_EVENT_PREFIX = 'dev.callboard';

/**
 * The type of the CloudEvent that tells of a journal entry, e.g.
 * `dev.callboard.incident.created`, `dev.callboard.incident.comment.added`.
 */
export function cloudEventType(recordType: string, kind: string): string {
  return `${CLOUD_EVENT_PREFIX}.${recordType}.${kind.replace(/^record\./, '')}`;
}

/** The data of an event: the record as it is when it is sent, and what happened to it. */
export const webhookDataSchema = z.object({
  record: recordSchema.loose(),
  /** What happened, as timelines show it. Absent in a test event. */
  entry: journalEntrySchema.optional(),
});

/** A CloudEvent 1.0 in structured JSON, as receivers get it. */
export const cloudEventSchema = z.object({
  specversion: z.literal('1.0'),
  /** The same in every attempt. */
  id: z.uuid(),
  source: z.string(),
  type: z.string(),
  /** The number of the record. */
  subject: z.string(),
  time: instantSchema,
  datacontenttype: z.literal('application/json'),
  data: webhookDataSchema,
});
/** A CloudEvent 1.0 in structured JSON. */
export type CloudEvent = z.output<typeof cloudEventSchema>;

const kindSchema = z
  .string()
  .max(60)
  .regex(
    /^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+$/,
    'must be a kind of journal entry like record.created',
  );
const typeSchema = z
  .string()
  .max(40)
  .regex(/^[a-z][a-z-]*$/, 'must be a record type like incident');

const urlSchema = textSchema
  .trim()
  .max(2000, 'must have at most 2000 characters')
  .refine(
    url => {
      try {
        const { protocol, username, password, hash } = new URL(url);
        const bare = !username && !password && !hash;
        return (protocol === 'https:' || protocol === 'http:') && bare;
      } catch {
        return false;
      }
    },
    { message: 'must be an https address without user, password or #' },
  );

/** A predicate over fields, see `RecordPredicate`; read with the fields of its record types. */
const predicateSchema = z.record(z.string().max(100), z.unknown());

const settings = {
  url: urlSchema,
  description: titleSchema.optional(),
  /** Record types told of; all if empty. */
  recordTypes: z.array(typeSchema).max(50).default([]),
  /** Journal kinds told of; all if empty. */
  kinds: z.array(kindSchema).max(50).default([]),
  /** Only records that meet it, by the keys of their fields. */
  predicate: predicateSchema.optional(),
  /** Whether it is told what only those who work on a record may see. */
  includeInternal: z.boolean().default(false),
  /** Whether it is told of restricted records; set only by the role `restrictedReader`. */
  includeRestricted: z.boolean().default(false),
  enabled: z.boolean().default(true),
};

/** A receiver to be added. */
export const newWebhookSchema = z.strictObject(settings);
/** A receiver to be added. */
export type NewWebhook = z.output<typeof newWebhookSchema>;

/** What changes of a receiver; `null` empties. */
export const webhookPatchSchema = z.strictObject({
  url: urlSchema.optional(),
  description: titleSchema.nullable().optional(),
  recordTypes: z.array(typeSchema).max(50).optional(),
  kinds: z.array(kindSchema).max(50).optional(),
  predicate: predicateSchema.nullable().optional(),
  includeInternal: z.boolean().optional(),
  includeRestricted: z.boolean().optional(),
  enabled: z.boolean().optional(),
});
/** What changes of a receiver. */
export type WebhookPatch = z.output<typeof webhookPatchSchema>;

/** A receiver of events. Its secret is never shown again. */
export const webhookSchema = z.object({
  id: z.uuid(),
  url: z.string(),
  description: z.string().optional(),
  recordTypes: z.array(z.string()),
  kinds: z.array(z.string()),
  predicate: z.unknown().optional(),
  includeInternal: z.boolean(),
  includeRestricted: z.boolean(),
  enabled: z.boolean(),
  /** Why it was switched off by itself. */
  disabledReason: z.string().optional(),
  /** Attempts that failed since the last one that did not. */
  failures: z.number().int(),
  failingSince: instantSchema.optional(),
  lastSuccessAt: instantSchema.optional(),
  /** Nothing is sent before. */
  pausedUntil: instantSchema.optional(),
  /** Until when the secret before the last rotation signs too. */
  previousSecretUntil: instantSchema.optional(),
  createdBy: z.string(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
});
/** A receiver of events. */
export type WebhookView = z.output<typeof webhookSchema>;

/** A receiver with its new secret, `whsec_…`: the only time it is shown. */
export const webhookWithSecretSchema = webhookSchema.extend({
  secret: z.string(),
});
/** A receiver with its new secret. */
export type WebhookWithSecret = z.output<typeof webhookWithSecretSchema>;

/** How long the old secret goes on signing. */
export const rotateSecretSchema = z.strictObject({
  /** Hours for which both sign; 0 ends the old one at once. */
  overlapHours: z.number().min(0).max(168).default(24),
});
