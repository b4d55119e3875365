import { z } from 'zod';
import { STATUS_CATEGORIES } from '../../../kernel/record';
import { normalizeRef } from '../../../kernel/refs';
import {
  entityRefSchema,
  instantSchema,
  listParam,
  numberParam,
  pageSchema,
  refInfoSchema,
  textSchema,
  thingRefSchema,
} from '../../../kernel/schema';
import { CI_EVENTS } from '../model';
import { attributeKeySchema, ciClaimValueSchema } from '../classes/schema';
import { ciEventSchema } from '../schema';
import {
  ATTRIBUTE_COLUMN,
  CI_COLUMNS,
  CI_ORIGINS,
  CI_PRESENCES,
  CI_SORTS,
} from './model';

const refs = z.record(z.string(), refInfoSchema);
const word = textSchema.trim().min(1).max(100);
const kind = word.transform(text => text.toLowerCase());
const limit = numberParam(z.number().int().min(1).max(200)).optional();
const order = z.enum(['asc', 'desc']);

/** A configuration item as lists show it. */
export const ciListItemSchema = z.object({
  /** Its reference: what pages know their rows by. */
  id: z.string(),
  ref: z.string(),
  title: z.string(),
  kind: z.string(),
  /** Its `spec.type`. */
  type: z.string().optional(),
  ownerRef: z.string().optional(),
  systemRef: z.string().optional(),
  lifecycle: z.string().optional(),
  /** The key of its class. */
  class: z.string().optional(),
  origin: z.enum(CI_ORIGINS),
  /** The sources that say something of it, beside the catalog's own places. */
  sources: z.array(z.string()),
  /** Values of the attributes that were asked for. */
  attributes: z.record(z.string(), ciClaimValueSchema).optional(),
  /** How well its data are, 0 to 100; absent if that was not looked at. */
  health: z.number().optional(),
  /** What last became of it, as far as the caller may see it; absent if nothing did. */
  lastChange: z
    .object({ at: instantSchema, kind: z.enum(CI_EVENTS) })
    .optional(),
  /** Since when the catalog has it no longer. */
  goneAt: instantSchema.optional(),
});

/** A keyset page of configuration items. */
export const ciPageSchema = pageSchema(ciListItemSchema)
  .omit({ total: true })
  .extend({ refs });

const isListColumn = (text: string) =>
  (CI_COLUMNS as readonly string[]).includes(text);
const columnSchema = z
  .string()
  .max(60)
  .refine(
    text =>
      isListColumn(text) ||
      (text.startsWith(ATTRIBUTE_COLUMN) &&
        attributeKeySchema.safeParse(text.slice(ATTRIBUTE_COLUMN.length))
          .success),
    `must be one of ${CI_COLUMNS.join(', ')}, or ${ATTRIBUTE_COLUMN}<key>`,
  );

const ownerSchema = z
  .string()
  .max(512)
  .transform((text, ctx) => {
    if (text === 'mine' || text === 'none') return text;
    const ref = normalizeRef(text);
    if (ref) return ref;
    ctx.addIssue({
      code: 'custom',
      message: 'must be mine, none or a reference like group:default/payments',
    });
    return z.NEVER;
  });

const question = {
  /** Beginnings of words in title or reference; all of them must be there. */
  q: textSchema.trim().max(200).optional(),
  kind: listParam(kind).optional(),
  type: listParam(word).optional(),
  /** `mine` is what the caller or a group of theirs owns, `none` what nobody does. */
  owner: listParam(ownerSchema).optional(),
  system: listParam(entityRefSchema).optional(),
  lifecycle: listParam(word).optional(),
  /** Keys of classes. */
  class: listParam(word).optional(),
  origin: z.enum(CI_ORIGINS).optional(),
  /** Keys of sources that say something of it. */
  source: listParam(word).optional(),
  /** Attributes with their values, e.g. `environment:prod`; all of them must hold. */
  attribute: listParam(
    textSchema.regex(
      /^[a-z][a-z0-9-]{0,39}:\s*\S.{0,199}$/,
      'must be an attribute and its value, like environment:prod',
    ),
  ).optional(),
  /** `present` unless said otherwise. */
  state: z.enum(CI_PRESENCES).optional(),
  /** Changed within so many days; to be seen for the first time is no change. */
  changed: numberParam(z.number().int().min(1).max(365)).optional(),
};

/** What can be asked of the list, without order and place. */
export const ciQuestionSchema = z.strictObject(question);

export const ciListQuerySchema = z.strictObject({
  ...question,
  /** Keys of attributes that the items are to have with them. */
  attributes: listParam(attributeKeySchema)
    .refine(keys => keys.length <= 20, 'must be at most 20 attributes')
    .optional(),
  sort: z.enum(CI_SORTS).optional(),
  order: order.optional(),
  limit,
  cursor: z.string().max(4_000).optional(),
});

export const ciExportQuerySchema = z.strictObject({
  ...question,
  /** Columns of the list; those of attributes begin with `attribute.`. */
  columns: listParam(columnSchema).optional(),
  /** `true` puts a byte order mark first, for programs that guess the encoding. */
  bom: z
    .enum(['true', 'false'])
    .transform(v => v === 'true')
    .optional(),
});

/** Questions to be counted, by a name for each. */
export const ciCountsSchema = z.strictObject({
  queries: z
    .record(
      z.string().max(60),
      // As they stand in an address: what is counted is what the list would show.
      ciQuestionSchema,
    )
    .refine(
      queries => Object.keys(queries).length <= 20,
      'must be at most 20 questions',
    ),
});

/** How many there are; `more` if counting stopped before the end. */
export const ciCountSchema = z.object({
  count: z.number().int(),
  more: z.boolean(),
});

/** How many items there are of each kind, type and class. */
export const ciFacetsSchema = z.object({
  kinds: z.array(
    ciCountSchema.extend({
      kind: z.string(),
      types: z.array(ciCountSchema.extend({ type: z.string() })),
    }),
  ),
  /** By class; of what has none, nothing. */
  classes: z.array(
    ciCountSchema.extend({ class: z.string(), name: z.string() }),
  ),
  /** Those made from what sources and people say: what is not in Git. */
  fromSources: ciCountSchema,
  /** All together. */
  total: ciCountSchema,
  /** How they are, the most frequent first. */
  lifecycles: z.array(z.string()),
});

export const ciRecentQuerySchema = z.strictObject({
  /** Only of what the caller or a group of theirs owns. */
  owner: z.literal('mine').optional(),
  kind: listParam(kind).optional(),
  limit,
  cursor: z
    .string()
    .regex(/^\d{1,15}$/, 'is not one of this list')
    .optional(),
});

/** Changes across the catalog, newest first. */
export const ciRecentPageSchema = pageSchema(ciEventSchema)
  .omit({ total: true })
  .extend({ refs });

export const ciRecordsQuerySchema = z.strictObject({
  ref: thingRefSchema,
  /** Open ones first, then the others, unless said otherwise. */
  state: z.enum(['open', 'closed']).optional(),
  limit,
  cursor: z.string().max(4_000).optional(),
});

/** A record that touches an item. */
export const ciRecordSchema = z.object({
  id: z.uuid(),
  number: z.string(),
  type: z.string(),
  title: z.string(),
  status: z.string(),
  statusCategory: z.enum(STATUS_CATEGORIES),
  priority: z.number().int().optional(),
  /** What it is filed against, which may be another thing that the item is part of. */
  serviceRef: z.string().optional(),
  assigneeRef: z.string().optional(),
  updatedAt: instantSchema,
});

/** The records of all types that touch an item and that the caller may read. */
export const ciRecordPageSchema = pageSchema(ciRecordSchema)
  .omit({ total: true })
  .extend({
    /** How many are open, counted to 1000. */
    open: ciCountSchema,
    refs,
  });

export type CiListItem = z.output<typeof ciListItemSchema>;
export type CiPage = z.output<typeof ciPageSchema>;
export type CiQuestion = z.output<typeof ciQuestionSchema>;
export type CiListQuery = z.output<typeof ciListQuerySchema>;
export type CiExportQuery = z.output<typeof ciExportQuerySchema>;
export type CiCount = z.output<typeof ciCountSchema>;
export type CiFacets = z.output<typeof ciFacetsSchema>;
export type CiRecentQuery = z.output<typeof ciRecentQuerySchema>;
export type CiRecentPage = z.output<typeof ciRecentPageSchema>;
export type CiRecordsQuery = z.output<typeof ciRecordsQuerySchema>;
export type CiRecord = z.output<typeof ciRecordSchema>;
export type CiRecordPage = z.output<typeof ciRecordPageSchema>;
