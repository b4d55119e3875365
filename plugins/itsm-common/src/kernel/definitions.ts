import { z } from 'zod';
import {
  instantSchema,
  markdownSchema,
  pageSchema,
  refInfoSchema,
  requiredMarkdownSchema,
  refOfKind,
  thingRefSchema,
  textSchema,
  titleSchema,
} from './schema';
import { AUDIENCES } from './record';

/** A kind of definition in addresses, e.g. `reply-template`. With the key it is at most 64 long. */
export const definitionKindSchema = z
  .string()
  .max(23)
  .regex(/^[a-z][a-z0-9-]*$/, 'must be a kind like reply-template');

/** The key of a definition, unique within its kind and never changed. */
export const definitionKeySchema = z
  .string()
  .max(40, 'must have at most 40 characters')
  .regex(
    /^[a-z0-9][\w.-]*$/i,
    'must be letters, digits, dots, dashes and underscores, e.g. ask-for-logs',
  );

/** Where a version was written. */
export const DEFINITION_SOURCES = ['portal', 'git'] as const;

/** A row of the list of definitions: the version that holds now, or the first one to come. */
export const definitionSummarySchema = z.object({
  kind: z.string(),
  key: z.string(),
  /** The name people know it by; the key if its body cannot be read any more. */
  title: z.string(),
  version: z.number().int(),
  validFrom: instantSchema,
  source: z.enum(DEFINITION_SOURCES),
  /** The file that defines it in Git. */
  file: z.string().optional(),
  removed: z.boolean(),
  createdAt: instantSchema,
  authorRef: z.string().optional(),
  /**
   * `holds` now, `planned` for later, `superseded` by a newer version that holds, or `removed`.
   */
  state: z.enum(['holds', 'planned', 'superseded', 'removed']),
});

/** One version of a definition. */
export const definitionSchema = definitionSummarySchema.extend({
  body: z.unknown(),
  /** The body as YAML: as it was written, or made from the body. */
  text: z.string(),
  /**
   * Whether it can be changed in the portal: not while it stands in Git, nor by whoever does not see all
   * that it says.
   */
  editable: z.boolean(),
  /** How much was left out of it that the caller may not see in the catalog. */
  withheld: z.number().int().optional(),
});

/** A definition to be written: its body as YAML or JSON text, or as JSON value. */
export const definitionWriteSchema = z
  .strictObject({
    text: z.string().max(200_000).optional(),
    body: z.unknown().optional(),
    /** From when it holds; now if absent. */
    validFrom: instantSchema.optional(),
  })
  .refine(w => (w.text === undefined) !== (w.body === undefined), {
    message: 'must have either text or body',
  });

/** What is wrong with a definition, and where. Lines and columns start at 1. */
export const definitionFaultSchema = z.object({
  message: z.string(),
  path: z.array(z.union([z.string(), z.number()])),
  line: z.number().int().optional(),
  column: z.number().int().optional(),
});

/** What a dry run answers. */
export const definitionCheckSchema = z.object({
  ok: z.boolean(),
  faults: z.array(definitionFaultSchema),
  /** What would happen and may surprise, e.g. a planned version that is superseded. */
  warnings: z.array(z.string()),
  title: z.string().optional(),
  /** The body as it would be kept, with defaults filled in. */
  body: z.unknown().optional(),
});

/** A fault in a file, as of the last read. */
export const definitionProblemSchema = z.object({
  location: z.string(),
  file: z.string(),
  line: z.number().int().optional(),
  column: z.number().int().optional(),
  kind: z.string().optional(),
  key: z.string().optional(),
  message: z.string(),
  seenAt: instantSchema,
});

/** A place that definitions are read from, and how the last read went. */
export const definitionLocationSchema = z.object({
  location: z.string(),
  readAt: instantSchema,
  files: z.number().int(),
  definitions: z.number().int(),
  error: z.string().optional(),
});

/** Problems and locations together. */
export const definitionProblemsSchema = z.object({
  items: z.array(definitionProblemSchema),
  locations: z.array(definitionLocationSchema),
});

/** A kind of definition with the JSON schema of its body, for editors. */
export const definitionKindInfoSchema = z.object({
  kind: z.string(),
  label: z.string(),
  description: z.string(),
  /** JSON schema (draft 2020-12) of the body. */
  schema: z.record(z.string(), z.unknown()),
});

/** A value in which two versions differ. */
export const definitionDifferenceSchema = z.object({
  path: z.array(z.union([z.string(), z.number()])),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
});

/** A page of definitions. */
export const definitionPageSchema = pageSchema(definitionSummarySchema).extend({
  refs: z.record(z.string(), refInfoSchema),
});

const taskKey = z
  .string()
  .max(40)
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'must be a word like check-logs');

const recordTypeName = z.string().regex(/^[a-z][a-z-]*$/, {
  message: 'must be a record type like incident',
});

/** A task that a template makes. */
export const templateTaskSchema = z.strictObject({
  /** Names the task for `blockedBy` of others in the same template. */
  key: taskKey.optional(),
  title: titleSchema,
  assigneeRef: refOfKind('user').optional(),
  ownerRef: refOfKind('group').optional(),
  /** Due so many minutes after the record was made. */
  dueAfterMinutes: z
    .number()
    .int()
    .min(1)
    .max(366 * 24 * 60)
    .optional(),
  audience: z.enum(AUDIENCES).default('internal'),
  /** Keys of tasks of this template that come first. */
  blockedBy: z.array(taskKey).max(50).default([]),
});

/**
 * The definition `record-template`: what a form is filled in with, and what is made with the
 * record. Placeholders in title and description are filled when the template is used.
 */
export const recordTemplateSchema = z.strictObject({
  title: titleSchema,
  /** The record type it is for. */
  type: recordTypeName,
  /** What it is for, shown where one chooses. */
  hint: textSchema.trim().max(500).optional(),
  record: z.strictObject({
    title: titleSchema.optional(),
    description: markdownSchema.optional(),
    /** Values of the type's other fields, by field key. */
    values: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
      .default({}),
  }),
  tasks: z.array(templateTaskSchema).max(50).default([]),
  /** Links to entities that are made with the record. */
  links: z
    .array(
      z.strictObject({
        kind: z.enum(['relates-to', 'affects']).default('relates-to'),
        target: thingRefSchema,
      }),
    )
    .max(20)
    .default([]),
  /** Only members of these groups are offered it; everybody if empty. */
  groups: z.array(refOfKind('group')).max(50).default([]),
});
export type RecordTemplate = z.output<typeof recordTemplateSchema>;

/** What may stand in double braces in a canned reply. */
export const REPLY_PLACEHOLDERS = {
  requester: 'Name of whoever asked for the record',
  number: 'Number of the record, e.g. INC-1042',
  title: 'Title of the record',
  status: 'Status of the record, in words',
  service: 'Name of the service the record is about',
  assignee: 'Name of whoever works on it',
  owner: 'Name of the owner group',
  me: 'Name of whoever answers',
} as const;
export type ReplyPlaceholder = keyof typeof REPLY_PLACEHOLDERS;

/** What may stand in double braces in the texts of a record template. */
export const TEMPLATE_PLACEHOLDERS = {
  me: 'Name of whoever files',
  today: 'The date in UTC, e.g. 2026-03-01',
} as const;
export type TemplatePlaceholder = keyof typeof TEMPLATE_PLACEHOLDERS;

/** The definition `reply-template`: a canned reply. */
export const replyTemplateSchema = z.strictObject({
  title: titleSchema,
  body: requiredMarkdownSchema,
  /** Who the reply is written for. */
  audience: z.enum(AUDIENCES).default('requester'),
  /** Record types it is offered for; all if empty. */
  types: z.array(recordTypeName).max(50).default([]),
  /** Only members of these groups are offered it; everybody who works on records if empty. */
  groups: z.array(refOfKind('group')).max(50).default([]),
});
export type ReplyTemplate = z.output<typeof replyTemplateSchema>;

/** A record template as it is offered, its placeholders filled. */
export const offeredTemplateSchema = z.object({
  key: z.string(),
  title: z.string(),
  type: z.string(),
  hint: z.string().optional(),
  record: z.object({
    title: z.string().optional(),
    description: z.string().optional(),
    values: z.record(
      z.string(),
      z.union([z.string(), z.number(), z.boolean()]),
    ),
  }),
  /** The titles of the tasks that come with it, in order. */
  tasks: z.array(z.string()),
});

/** A canned reply as it is offered; with a record its placeholders are filled. */
export const offeredReplySchema = z.object({
  key: z.string(),
  title: z.string(),
  body: z.string(),
  audience: z.enum(AUDIENCES),
  types: z.array(z.string()),
});

/** A version of a definition. */
export type DefinitionVersion = z.output<typeof definitionSchema>;
/** A row of the list of definitions. */
export type DefinitionSummary = z.output<typeof definitionSummarySchema>;
/** A fault with line and column. */
export type LocatedFault = z.output<typeof definitionFaultSchema>;
/** The answer of a dry run. */
export type DefinitionCheck = z.output<typeof definitionCheckSchema>;
/** What is to be written. */
export type DefinitionWrite = z.output<typeof definitionWriteSchema>;
/** A fault in a file. */
export type DefinitionProblem = z.output<typeof definitionProblemSchema>;
/** A place that definitions are read from. */
export type DefinitionLocation = z.output<typeof definitionLocationSchema>;
/** A value in which two versions differ. */
export type DefinitionDifference = z.output<typeof definitionDifferenceSchema>;
/** A kind with its schema. */
export type DefinitionKindInfo = z.output<typeof definitionKindInfoSchema>;
/** A record template as it is offered. */
export type OfferedTemplate = z.output<typeof offeredTemplateSchema>;
/** A canned reply as it is offered. */
export type OfferedReply = z.output<typeof offeredReplySchema>;
