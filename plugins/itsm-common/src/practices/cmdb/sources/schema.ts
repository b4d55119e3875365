import { z } from 'zod';
import { definitionKeySchema } from '../../../kernel/definitions';
import {
  instantSchema,
  numberParam,
  pageSchema,
  refInfoSchema,
  thingRefSchema,
} from '../../../kernel/schema';
import { CI_STATES } from '../classes/model';
import { attributeKeySchema, ciClaimValueSchema } from '../classes/schema';
import {
  COLUMN_TARGETS,
  DUPLICATE_STATES,
  LOAD_EFFECTS,
  LOAD_STATES,
  ON_MISSING,
} from './model';

const line = (longest: number) => z.string().trim().min(1).max(longest);
const precedenceSchema = z.number().int().min(0).max(1000);

/** How one column of a CSV, or one path of a JSON object, becomes a value. */
export const ciColumnSchema = z.strictObject({
  /** The header of the column, or the path in the object with dots between. */
  from: line(200),
  /** What it says: an attribute of the class, or one of the names every item has. */
  to: z.union([z.enum(COLUMN_TARGETS), attributeKeySchema]),
  /** Without its other columns a file is not taken at all: its header has changed. */
  mayBeAbsent: z.boolean().default(false),
  /** Whether a row without a value is no good. */
  required: z.boolean().default(false),
  /** The value here by the value there; what is not in it stays, unless `onlyValues`. */
  values: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
    .optional(),
  onlyValues: z.boolean().default(false),
  /** How days are written, in the tokens of Luxon, e.g. dd.MM.yyyy. ISO if absent. */
  dateFormat: line(40).optional(),
  /** Between the digits and the fraction of a number. */
  decimal: z.enum(['.', ',']).default('.'),
  /** What separates several values, for dependsOn. */
  separator: z.string().min(1).max(3).default(';'),
});

/** A definition of the kind `ci-source`. */
export const ciSourceBodySchema = z.strictObject({
  name: line(80),
  description: line(1000).optional(),
  /** Smaller wins where sources disagree. */
  precedence: precedenceSchema.default(100),
  /** Another precedence for single attributes. */
  precedenceOf: z.record(z.string().max(60), precedenceSchema).default({}),
  /** The class of its items, or the column that says it. */
  class: z
    .union([
      definitionKeySchema,
      z.strictObject({
        from: line(200),
        values: z.record(z.string(), definitionKeySchema).default({}),
      }),
    ])
    .optional(),
  columns: z.array(ciColumnSchema).max(200).default([]),
  /** Texts that mean "no value". */
  noValue: z.array(z.string().max(40)).max(20).default(['']),
  delimiter: z.enum(['auto', 'comma', 'semicolon', 'tab']).default('auto'),
  onMissing: z.enum(ON_MISSING).default('keep'),
  /** Where in the JSON the list of items is, with dots between; the whole if absent. */
  itemsPath: line(200).optional(),
  /** How often the address in `itsm.cmdb.pull.<key>` is asked, if there is one. */
  everyMinutes: z.number().int().min(1).max(10_080).optional(),
  /** Whether what that address answers is all there is. */
  pullsAll: z.boolean().default(true),
});

export const loadCountsSchema = z.object({
  rows: z.number().int(),
  bad: z.number().int(),
  created: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  restored: z.number().int(),
  stale: z.number().int(),
  retired: z.number().int(),
  conflicts: z.number().int(),
  duplicates: z.number().int(),
});

/** A row that was not taken, with its line in the file (the header is line 1) or its place in the list. */
export const loadProblemSchema = z.object({
  line: z.number().int(),
  reason: z.string(),
});

const valueChangeSchema = z.object({
  key: z.string(),
  before: ciClaimValueSchema.optional(),
  after: ciClaimValueSchema.optional(),
  source: z.string().optional(),
});

/** What a load does to one item. */
export const loadChangeSchema = z.object({
  effect: z.enum(LOAD_EFFECTS),
  ref: z.string(),
  title: z.string(),
  externalId: z.string(),
  changes: z.array(valueChangeSchema),
});

/** Sources that disagree, and whose word counts. */
export const loadConflictSchema = z.object({
  ref: z.string(),
  key: z.string(),
  source: z.string(),
  value: ciClaimValueSchema,
  others: z.array(z.object({ source: z.string(), value: ciClaimValueSchema })),
});

/** A row that may be any of several items; it was not guessed at. */
export const loadDuplicateSchema = z.object({
  line: z.number().int(),
  externalId: z.string(),
  rule: z.array(z.string()),
  refs: z.array(z.string()),
});

/** A load in lists. */
export const ciLoadSchema = z.object({
  id: z.uuid(),
  source: z.string(),
  actorRef: z.string(),
  state: z.enum(LOAD_STATES),
  complete: z.boolean(),
  counts: loadCountsSchema,
  startedAt: instantSchema,
  finishedAt: instantSchema.optional(),
  message: z.string().optional(),
});

/** What a load did, or would do. Lists are cut; counts are whole. */
export const ciLoadResultSchema = z.object({
  /** Absent for a dry run, which leaves no trace. */
  id: z.uuid().optional(),
  source: z.string(),
  dryRun: z.boolean(),
  complete: z.boolean(),
  counts: loadCountsSchema,
  changes: z.array(loadChangeSchema),
  conflicts: z.array(loadConflictSchema),
  duplicates: z.array(loadDuplicateSchema),
  problems: z.array(loadProblemSchema),
  message: z.string().optional(),
});

/** A source with what it last did. */
export const ciSourceSchema = z.object({
  key: z.string(),
  name: z.string(),
  description: z.string().optional(),
  precedence: z.number(),
  precedenceOf: z.record(z.string(), z.number()),
  classes: z.array(z.string()),
  onMissing: z.enum(ON_MISSING),
  /** Whether the portal fetches it by itself. */
  pulled: z.boolean(),
  everyMinutes: z.number().optional(),
  /** Whether rows can be loaded into it. */
  loads: z.boolean(),
  /** How many items it names, and how many of them it has stopped naming. */
  items: z.number().int(),
  missing: z.number().int(),
  lastLoad: ciLoadSchema.optional(),
});

const flag = z.enum(['true', 'false']).transform(value => value === 'true');

export const sourceParamsSchema = z.strictObject({
  source: definitionKeySchema,
});
export const loadQuerySchema = z.strictObject({
  /** Says what would happen, and does nothing. */
  dryRun: flag.optional(),
  /** The rows are all there is: what is not among them is missing. */
  complete: flag.optional(),
  /** Takes a complete load that more than half of the items are missing from. */
  allowMany: flag.optional(),
});

const page = {
  limit: numberParam(z.number().int().min(1).max(200)).optional(),
  cursor: z.uuid().optional(),
};
export const loadListQuerySchema = z.strictObject({
  source: definitionKeySchema.optional(),
  ...page,
});

/** Two items that may be one. */
export const ciDuplicateSchema = z.object({
  id: z.uuid(),
  state: z.enum(DUPLICATE_STATES),
  rule: z.array(z.string()),
  /** The value by which both were found. */
  value: z.string(),
  aRef: z.string(),
  bRef: z.string(),
  foundAt: instantSchema,
});
export const duplicateListQuerySchema = z.strictObject({
  state: z.enum(DUPLICATE_STATES).optional(),
  ...page,
});
export const duplicatePageSchema = pageSchema(ciDuplicateSchema).extend({
  refs: z.record(z.string(), refInfoSchema),
});
export const mergeSchema = z.strictObject({
  /** The one that stays. */
  keepRef: thingRefSchema,
  /** The one that becomes a former name of it. */
  mergeRef: thingRefSchema,
});

/** An item after a command. */
export const ciItemSchema = z.object({
  id: z.uuid(),
  ref: z.string(),
  class: z.string(),
  title: z.string(),
  state: z.enum(CI_STATES),
  owned: z.boolean(),
  formerly: z.array(z.string()),
  version: z.number().int(),
});
export const itemCommandSchema = z.strictObject({ ref: thingRefSchema });
export const undoMergeSchema = z.strictObject({
  /** The name that was merged away. */
  mergeRef: thingRefSchema,
});

/** An item as the entity provider of the catalog reads it. */
export const ciEntitySchema = z.object({
  revision: z.number().int(),
  ref: z.string(),
  /** The entity; absent if the catalog is to have it no longer. */
  entity: z.record(z.string(), z.unknown()).optional(),
});
export const ciEntityPageSchema = z.object({
  items: z.array(ciEntitySchema),
  /** Ask for what came after it. */
  revision: z.number().int(),
  more: z.boolean(),
});
export const ciEntityQuerySchema = z.strictObject({
  after: numberParam(z.number().int().min(0)).optional(),
  limit: numberParam(z.number().int().min(1).max(1000)).optional(),
});

export type CiSourceBody = z.output<typeof ciSourceBodySchema>;
export type CiColumn = z.output<typeof ciColumnSchema>;
export type CiSource = z.output<typeof ciSourceSchema>;
export type CiLoad = z.output<typeof ciLoadSchema>;
export type CiLoadResult = z.output<typeof ciLoadResultSchema>;
export type LoadCounts = z.output<typeof loadCountsSchema>;
export type LoadChange = z.output<typeof loadChangeSchema>;
export type LoadConflict = z.output<typeof loadConflictSchema>;
export type LoadDuplicate = z.output<typeof loadDuplicateSchema>;
export type LoadProblem = z.output<typeof loadProblemSchema>;
export type CiDuplicate = z.output<typeof ciDuplicateSchema>;
export type CiItem = z.output<typeof ciItemSchema>;
export type CiEntityPage = z.output<typeof ciEntityPageSchema>;
