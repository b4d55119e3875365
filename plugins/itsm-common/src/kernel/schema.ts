import { z } from 'zod';
import { APPROVAL_STATES } from './builtInFields';
import { normalizeRef } from './refs';
import {
  AUDIENCES,
  CHANNELS,
  PARTICIPANT_ROLES,
  STATUS_CATEGORIES,
  VISIBILITIES,
} from './record';

// eslint-disable-next-line no-control-regex
const NOT_STORABLE = /[\u0000\p{Cs}]/u;
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f]/;

/** UTC instant in ISO 8601 with milliseconds, e.g. `2026-03-01T09:00:00.000Z`. */
export const instantSchema = z.iso.datetime({
  message: 'must be an instant like 2026-03-01T09:00:00.000Z',
});

/**
 * An entity reference in any case; parses to its stored form.
 * Names of people and groups from elsewhere are references too, known to the catalog or not.
 */
export const entityRefSchema = z
  .string()
  .max(512)
  .transform((value, ctx) => {
    const ref = normalizeRef(value);
    if (!ref) {
      ctx.addIssue({
        code: 'custom',
        message: 'must be an entity reference like component:default/cart',
      });
      return z.NEVER;
    }
    return ref;
  });

/** A reference that must be of one of the kinds. */
export function refOfKind(...kinds: string[]) {
  return entityRefSchema.refine(ref => kinds.includes(ref.split(':')[0]), {
    message: `must be a reference to a ${kinds.join(' or ')}`,
  });
}

/**
 * A reference to a thing. People are named as people are (requester, assignee, participant): the
 * journal keeps those apart from what it says, so that a person can be erased.
 */
export const thingRefSchema = entityRefSchema.refine(
  ref => !ref.startsWith('user:'),
  {
    message:
      'must not be a user; name people as requester, assignee or participants',
  },
);

/**
 * Text that can be stored. PostgreSQL takes neither NUL nor half of a character (a surrogate
 * without its other half), which JSON and addresses can carry.
 */
export const textSchema = z
  .string()
  .refine(
    s => !NOT_STORABLE.test(s),
    'must not contain the NUL character or half of a character',
  );

/** The address of a web page, never a script; it can be stored. */
export const webAddressSchema = (message: string) =>
  z
    .url({ protocol: /^https?$/, error: message })
    .max(2_000, 'must have at most 2,000 characters')
    .refine(
      s => !NOT_STORABLE.test(s),
      'must not contain the NUL character or half of a character',
    );

/** One line of text: no control characters, trimmed, 1 to 200 characters. */
export const titleSchema = textSchema
  .trim()
  .min(1, 'must not be empty')
  .max(200, 'must have at most 200 characters')
  .refine(s => !CONTROL.test(s), 'must be one line of plain text');

/** Characters of a text that somebody may write. */
export const LONGEST_TEXT = 50_000;

/** Markdown, at most {@link LONGEST_TEXT} characters. */
export const markdownSchema = textSchema
  .trim()
  .max(LONGEST_TEXT, 'must have at most 50,000 characters');

/** Markdown that must say something. */
export const requiredMarkdownSchema = markdownSchema.min(
  1,
  'must not be empty',
);

/** Priority 1 to 5. */
export const prioritySchema = z.number().int().min(1).max(5);

/** What every record shows. Absent values are left out. */
export const recordSchema = z.object({
  id: z.uuid(),
  number: z.string(),
  type: z.string(),
  subtype: z.string().optional(),
  title: z.string(),
  status: z.string(),
  statusCategory: z.enum(STATUS_CATEGORIES),
  priority: z.number().int().optional(),
  serviceRef: z.string().optional(),
  ownerRef: z.string().optional(),
  assigneeRef: z.string().optional(),
  requesterRef: z.string().optional(),
  requestedForRef: z.string().optional(),
  customerRef: z.string().optional(),
  channel: z.string().optional(),
  visibility: z.enum(VISIBILITIES),
  version: z.number().int(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
  resolvedAt: instantSchema.optional(),
  closedAt: instantSchema.optional(),
  /** How its approval stands; absent: nobody was asked. */
  approval: z.enum(APPROVAL_STATES).optional(),
  /** Values of custom fields by their key, without the `custom.` before it. */
  custom: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
    .optional(),
});

/** How a referenced thing is shown; `dangling` if the catalog does not know it (any more). */
export const refInfoSchema = z.object({
  title: z.string(),
  kind: z.string(),
  type: z.string().optional(),
  dangling: z.boolean(),
});

/** What the caller may do with a record, for the page's buttons. */
export const viewerSchema = z.object({
  standing: z.array(z.enum(['worker', 'requester'])),
  canUpdate: z.boolean(),
  /** Whether the caller may edit the record's fields now. */
  canEdit: z.boolean(),
  seesInternal: z.boolean(),
  /** Whether the caller watches the record. */
  watches: z.boolean(),
  transitions: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      to: z.string(),
      required: z.array(z.string()),
      optional: z.array(z.string()),
      allowed: z.boolean(),
      reason: z.string().optional(),
    }),
  ),
});

/** A participant of a record. */
export const participantSchema = z.object({
  principalRef: z.string(),
  role: z.enum(PARTICIPANT_ROLES),
  canRead: z.boolean(),
});

/** One keyset page of anything. */
export function pageSchema<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    pageInfo: z.object({
      nextCursor: z.string().optional(),
      prevCursor: z.string().optional(),
    }),
    /** Only when asked for with `total=true`; counts to 1000 and says `1000+` as 1001. */
    total: z.number().int().optional(),
  });
}

/** A query parameter that is a whole number. */
export const numberParam = (schema: z.ZodNumber) =>
  z
    .string()
    .regex(/^-?\d+$/, 'must be a whole number')
    .transform(Number)
    .pipe(schema);

/** Query parameter that may be repeated or separated by commas. */
export function listParam<T extends z.ZodType<unknown, string>>(item: T) {
  return z
    .union([z.string(), z.array(z.string())])
    .transform(v =>
      (Array.isArray(v) ? v : [v]).flatMap(s => s.split(',')).filter(Boolean),
    )
    .pipe(z.array(item).max(100));
}

const booleanParam = z.enum(['true', 'false']).transform(v => v === 'true');

/** `me`, or the reference of a user. */
export const personParamSchema = z.union([z.literal('me'), refOfKind('user')]);

/** A filter in an address: a predicate as JSON, see `RecordPredicate`. */
export const filterParamSchema = z
  .string()
  .max(4_000, 'must have at most 4,000 characters; save it as a view instead')
  .transform((text, ctx) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      ctx.addIssue({
        code: 'custom',
        message: 'must be JSON like {"status":"new"}',
      });
      return z.NEVER;
    }
  });

/** What a list can be sorted by: `updated`, `created`, `priority`, or the key of a sortable field. */
export const sortParamSchema = z
  .string()
  .max(80)
  .regex(
    /^[a-z][a-zA-Z0-9.-]*$/,
    'must be updated, created, priority or the key of a field',
  );

/** Query parameters of every list of records. */
export const recordListQuerySchema = z.strictObject({
  type: listParam(z.string().regex(/^[a-z][a-z-]*$/)).optional(),
  status: listParam(textSchema.max(40)).optional(),
  category: listParam(z.enum(STATUS_CATEGORIES)).optional(),
  priority: listParam(
    z
      .string()
      .regex(/^[1-5]$/)
      .transform(Number),
  ).optional(),
  service: listParam(entityRefSchema).optional(),
  owner: listParam(z.union([z.literal('mine'), entityRefSchema])).optional(),
  assignee: listParam(
    z.union([z.literal('none'), personParamSchema]),
  ).optional(),
  requester: listParam(personParamSchema).optional(),
  q: textSchema.trim().max(200).optional(),
  /** A predicate over fields; all other parameters hold beside it. */
  filter: filterParamSchema.optional(),
  sort: sortParamSchema.optional(),
  order: z.enum(['asc', 'desc']).optional(),
  limit: numberParam(z.number().int().min(1).max(200)).optional(),
  cursor: z.string().max(4_000).optional(),
  total: booleanParam.optional(),
});
export type RecordListQuery = z.output<typeof recordListQuerySchema>;

/** A change of one field in a timeline. A text that was erased has no value. */
export const fieldChangeSchema = z.object({
  field: z.string(),
  label: z.string(),
  type: z.string(),
  before: z.union([z.string(), z.number(), z.boolean()]).optional(),
  after: z.union([z.string(), z.number(), z.boolean()]).optional(),
  /** Of a sum in the smallest unit of its currency: which that was and is, and the field that says so. */
  currency: z
    .object({
      field: z.string(),
      before: z.string().optional(),
      after: z.string().optional(),
    })
    .optional(),
});

/** One journal entry as people read it. */
export const journalEntrySchema = z.object({
  position: z.number().int(),
  kind: z.string(),
  actorRef: z.string().optional(),
  onBehalfOfRef: z.string().optional(),
  audience: z.enum(AUDIENCES),
  at: instantSchema,
  recordedAt: instantSchema,
  commandId: z.string(),
  /** `enforce` for commands under the guards, `observe` for imported or synchronised history. */
  mode: z.enum(['enforce', 'observe']),
  transition: z.string().optional(),
  from: z.string().optional(),
  to: z.string().optional(),
  /** The record's status after the entry. */
  status: z.string().optional(),
  changes: z.array(fieldChangeSchema),
  comment: z.object({ id: z.string(), body: z.string().optional() }).optional(),
  link: z
    .object({ kind: z.string(), label: z.string(), target: z.string() })
    .optional(),
  participant: z
    .object({ principalRef: z.string().optional(), role: z.string() })
    .optional(),
  /** The file that the entry is about; without a name once that was erased. */
  attachment: z
    .object({
      id: z.string(),
      name: z.string().optional(),
      mediaType: z.string(),
      size: z.number().int(),
    })
    .optional(),
  /** What the entry says of the record's approval. */
  approval: z
    .object({
      round: z.number().int(),
      /** Title of the step. */
      step: z.string().optional(),
      decision: z.enum(['approve', 'reject']).optional(),
      /** How the round stood then. */
      state: z.string().optional(),
      /** Only for those who work on the record; absent once it was erased. */
      note: z.string().optional(),
      /** The absent person for whom somebody decided. */
      standsInForRef: z.string().optional(),
      /** Who is asked by it. */
      askedRefs: z.array(z.string()),
    })
    .optional(),
  /** The task that the entry is about; without a title once that was erased. */
  task: z
    .object({
      id: z.string(),
      number: z.number().int(),
      title: z.string().optional(),
    })
    .optional(),
});

/** The journal of one record, newest first. */
export const journalQuerySchema = z.strictObject({
  show: z.enum(['all', 'comments', 'changes']).optional(),
  limit: numberParam(z.number().int().min(1).max(200)).optional(),
  cursor: z.string().max(2000).optional(),
});

/** A comment to be written. */
export const newCommentSchema = z.strictObject({
  body: requiredMarkdownSchema,
  audience: z.enum(AUDIENCES).default('internal'),
});

/** A comment that was written. */
export const commentSchema = z.object({
  id: z.uuid(),
  audience: z.enum(AUDIENCES),
  authorRef: z.string().optional(),
  body: z.string().optional(),
  createdAt: instantSchema,
});

/** Kinds of links between a record and a record or an entity, with the words for both ends. */
export const LINK_KINDS = {
  'relates-to': { label: 'relates to', inverse: 'relates to' },
  affects: { label: 'affects', inverse: 'is affected by' },
  blocks: { label: 'blocks', inverse: 'is blocked by' },
  'caused-by': { label: 'is caused by', inverse: 'causes' },
  'child-of': { label: 'is part of', inverse: 'has the part' },
  'duplicate-of': {
    label: 'is a duplicate of',
    inverse: 'has the duplicate',
  },
  serves: { label: 'serves', inverse: 'is served by' },
  'leads-to': { label: 'led to', inverse: 'came from' },
} as const;
export type LinkKind = keyof typeof LINK_KINDS;

const linkKindSchema = z.enum(
  Object.keys(LINK_KINDS) as [LinkKind, ...LinkKind[]],
);

/** A link to be made; the target is a record's number or a reference to a thing. */
export const newLinkSchema = z.strictObject({
  kind: linkKindSchema,
  target: textSchema
    .trim()
    .min(1)
    .max(512)
    .refine(
      target => !normalizeRef(target)?.startsWith('user:'),
      'must not be a user; people take part in a record as participants',
    ),
});

/** A link as seen from one of its ends. */
export const linkSchema = z.object({
  id: z.uuid(),
  kind: linkKindSchema,
  /** The words seen from this end, e.g. `is caused by`. */
  label: z.string(),
  direction: z.enum(['out', 'in']),
  record: z
    .object({
      number: z.string(),
      type: z.string(),
      title: z.string(),
      status: z.string(),
      statusCategory: z.enum(STATUS_CATEGORIES),
    })
    .optional(),
  entityRef: z.string().optional(),
});

/** Adds or removes a participant. */
export const newParticipantSchema = z.strictObject({
  principalRef: refOfKind('user', 'group'),
  role: z.enum(PARTICIPANT_ROLES),
  /** Whether it lets the principal read a restricted record. Never true for a watcher. */
  canRead: z.boolean().default(false),
});

/** A reminder to be set; only who sets it sees it. */
export const newReminderSchema = z.strictObject({
  at: instantSchema,
  note: titleSchema.optional(),
});

/** A reminder of a record. */
export const reminderSchema = z.object({
  id: z.uuid(),
  at: instantSchema,
  note: z.string().optional(),
});
/** A reminder of a record. */
export type Reminder = z.output<typeof reminderSchema>;

/** Names a participation to be ended. */
export const participationSchema = newParticipantSchema.omit({ canRead: true });

/** The record's uuid or its number. */
export const recordIdParamsSchema = z.strictObject({
  id: z
    .string()
    .max(64)
    .regex(/^[A-Za-z0-9-]+$/, 'must be a record number like INC-1042 or an id'),
});

/** Channels a filer may name. */
export const channelSchema = z.enum(CHANNELS);

/** What every record shows. */
export type RecordSummary = z.output<typeof recordSchema>;
/** One entry of a timeline. */
export type JournalEntry = z.output<typeof journalEntrySchema>;
/** One change of a field in a timeline. */
export type FieldChange = z.output<typeof fieldChangeSchema>;
/** A link as seen from one end. */
export type RecordLink = z.output<typeof linkSchema>;
/** What the caller may do with a record. */
export type Viewer = z.output<typeof viewerSchema>;
/** How a reference is shown. */
export type RefInfo = z.output<typeof refInfoSchema>;
/** A participant of a record. */
export type Participant = z.output<typeof participantSchema>;
/** A comment. */
export type RecordComment = z.output<typeof commentSchema>;
