import { z } from 'zod';
import { defineRoute } from './contract';
import { FIELD_OPERATORS } from './fieldOperators';
import { AUDIENCES, STATUS_CATEGORIES } from './record';
import {
  entityRefSchema,
  listParam,
  personParamSchema,
  textSchema,
} from './schema';

/** A field as pages build filters, columns and forms from it. */
export const fieldSchema = z.object({
  key: z.string(),
  label: z.string(),
  type: z.enum([
    'text',
    'string',
    'number',
    'boolean',
    'instant',
    'choice',
    'user',
    'group',
    'entity',
  ]),
  unit: z.string().optional(),
  help: z.string().optional(),
  choices: z
    .array(
      z.object({ value: z.union([z.string(), z.number()]), label: z.string() }),
    )
    .optional(),
  /** What a filter can ask of it; `$eq` is a plain value. */
  operators: z.array(z.enum(FIELD_OPERATORS)),
  /** Whether a record has any number of values. Such fields can be filtered by, not shown. */
  multiple: z.boolean(),
  sortable: z.boolean(),
  /** Whether sorting by it works in lists of any length; by others, up to 10,000 records. */
  sortsAnyLength: z.boolean(),
  exportable: z.boolean(),
  /** `internal` ones are empty for whoever does not work on the record. */
  audience: z.enum(AUDIENCES),
  /**
   * Whether a practice works it out of more than the record: nobody sets it, and no receiver of
   * webhooks can be told by it.
   */
  contributed: z.boolean().optional(),
  /** Whether it was defined here, as a custom field. */
  custom: z.boolean(),
  /** Whether a person who files a record must give it. */
  required: z.boolean(),
});
export type FieldInfo = z.output<typeof fieldSchema>;

const words = z.array(textSchema.max(512)).max(100);

/** One question about how many records there are. */
export const countQuerySchema = z.strictObject({
  type: z.array(z.string().max(40)).max(20).optional(),
  status: words.optional(),
  category: z.array(z.enum(STATUS_CATEGORIES)).max(10).optional(),
  priority: z.array(z.number().int().min(1).max(5)).max(5).optional(),
  service: z.array(entityRefSchema).max(100).optional(),
  owner: z
    .array(z.union([z.literal('mine'), entityRefSchema]))
    .max(100)
    .optional(),
  assignee: z
    .array(z.union([z.literal('none'), personParamSchema]))
    .max(100)
    .optional(),
  requester: z.array(personParamSchema).max(100).optional(),
  q: textSchema.trim().max(200).optional(),
  /** A predicate over fields. */
  filter: z.unknown().optional(),
});
export type CountQuery = z.output<typeof countQuerySchema>;

/** Fields of records, and counts by them. */
export const fieldRoutes = {
  listFields: defineRoute({
    name: 'fields.list',
    method: 'get',
    path: '/fields',
    summary:
      'The fields of a record type, or without one those of all types, for filters, columns and forms.',
    query: z.strictObject({
      type: listParam(z.string().regex(/^[a-z][a-z-]*$/)).optional(),
    }),
    response: z.object({ items: z.array(fieldSchema) }),
  }),
  countRecords: defineRoute({
    name: 'records.counts',
    method: 'post',
    path: '/records/counts',
    summary:
      'How many records the caller may read meet each of up to 20 named questions, in one statement. Counts to 1000 and says 1001 for more.',
    body: z.strictObject({
      queries: z
        .record(z.string().regex(/^[\w.-]{1,64}$/), countQuerySchema)
        .refine(
          q => Object.keys(q).length <= 20,
          'must name at most 20 questions',
        ),
    }),
    response: z.object({ counts: z.record(z.string(), z.number().int()) }),
  }),
} as const;
