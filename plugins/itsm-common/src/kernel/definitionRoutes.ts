import { z } from 'zod';
import { defineRoute } from './contract';
import {
  definitionCheckSchema,
  definitionDifferenceSchema,
  definitionKeySchema,
  definitionKindInfoSchema,
  definitionKindSchema,
  definitionPageSchema,
  definitionProblemsSchema,
  definitionSchema,
  definitionSummarySchema,
  definitionWriteSchema,
  offeredReplySchema,
  offeredTemplateSchema,
} from './definitions';
import { instantSchema, recordIdParamsSchema, textSchema } from './schema';

const READ = 'itsm.definition.read';
const WRITE = 'itsm.definition.write';

const keyParams = z.strictObject({
  kind: definitionKindSchema,
  key: definitionKeySchema,
});
const versionNumber = z
  .string()
  .regex(/^[1-9]\d{0,8}$/, 'must be a version, e.g. 3')
  .transform(Number);

/** Routes of definitions, templates and canned replies. */
export const definitionRoutes = {
  kinds: defineRoute({
    name: 'definitions.kinds',
    method: 'get',
    path: '/definition-kinds',
    summary: 'The kinds of definitions with the JSON schemas of their bodies.',
    permission: READ,
    response: z.object({ items: z.array(definitionKindInfoSchema) }),
  }),
  list: defineRoute({
    name: 'definitions.list',
    method: 'get',
    path: '/definitions',
    summary:
      'Definitions by kind and key, each in the version that holds now or is the first to come.',
    permission: READ,
    query: z.strictObject({
      kind: definitionKindSchema.optional(),
      /** Words in key or title. */
      q: textSchema.trim().max(200).optional(),
      /** Whether removed ones are listed too. */
      removed: z
        .enum(['true', 'false'])
        .transform(v => v === 'true')
        .optional(),
      limit: z
        .string()
        .regex(/^\d{1,3}$/, 'must be a number from 1 to 200')
        .transform(Number)
        .pipe(z.number().int().min(1).max(200))
        .optional(),
      cursor: z.string().max(2000).optional(),
    }),
    response: definitionPageSchema,
  }),
  problems: defineRoute({
    name: 'definitions.problems',
    method: 'get',
    path: '/definitions/problems',
    summary:
      'What is wrong in the files that definitions are read from, and when they were read last.',
    permission: READ,
    response: definitionProblemsSchema,
  }),
  reload: defineRoute({
    name: 'definitions.reload',
    method: 'post',
    path: '/definitions/reload',
    summary: 'Reads the files of definitions now, and answers their problems.',
    permission: WRITE,
    response: definitionProblemsSchema,
  }),
  get: defineRoute({
    name: 'definitions.get',
    method: 'get',
    path: '/definitions/:kind/:key',
    summary:
      'The newest version of a definition, or the one that holds at an instant.',
    permission: READ,
    params: keyParams,
    query: z.strictObject({ at: instantSchema.optional() }),
    response: definitionSchema,
  }),
  write: defineRoute({
    name: 'definitions.write',
    method: 'put',
    path: '/definitions/:kind/:key',
    summary:
      'Writes a new version from YAML or JSON. With If-Match, a stale version is a conflict; "0" means it must be new.',
    permission: WRITE,
    params: keyParams,
    body: definitionWriteSchema,
    response: definitionSchema,
  }),
  check: defineRoute({
    name: 'definitions.check',
    method: 'post',
    path: '/definitions/:kind/:key/check',
    summary:
      'Says what is wrong with a definition, with line and column, and writes nothing.',
    permission: WRITE,
    params: keyParams,
    body: definitionWriteSchema,
    response: definitionCheckSchema,
  }),
  remove: defineRoute({
    name: 'definitions.remove',
    method: 'delete',
    path: '/definitions/:kind/:key',
    summary:
      'Takes a definition out of use by a version that says so; the history stays.',
    permission: WRITE,
    params: keyParams,
    response: z.object({}),
    status: 204,
  }),
  history: defineRoute({
    name: 'definitions.history',
    method: 'get',
    path: '/definitions/:kind/:key/versions',
    summary: 'All versions of a definition, newest first.',
    permission: READ,
    params: keyParams,
    response: z.object({ items: z.array(definitionSummarySchema) }),
  }),
  version: defineRoute({
    name: 'definitions.version',
    method: 'get',
    path: '/definitions/:kind/:key/versions/:version',
    summary: 'One version of a definition.',
    permission: READ,
    params: keyParams.extend({ version: versionNumber }),
    response: definitionSchema,
  }),
  diff: defineRoute({
    name: 'definitions.diff',
    method: 'get',
    path: '/definitions/:kind/:key/diff',
    summary: 'The values in which two versions of a definition differ.',
    permission: READ,
    params: keyParams,
    query: z.strictObject({ from: versionNumber, to: versionNumber }),
    response: z.object({ items: z.array(definitionDifferenceSchema) }),
  }),
  verify: defineRoute({
    name: 'definitions.verify',
    method: 'get',
    path: '/definitions/:kind/:key/verification',
    summary:
      'Recomputes the hash chain of a definition’s journal, compares the versions with it, and says whether it holds.',
    permission: READ,
    params: keyParams,
    response: z.object({
      entries: z.number().int(),
      holds: z.boolean(),
      brokenAt: z.number().int().optional(),
      checkedAt: instantSchema,
    }),
  }),
  templates: defineRoute({
    name: 'templates.list',
    method: 'get',
    path: '/templates',
    summary:
      'Record templates of a type that the caller may file, their placeholders filled.',
    query: z.strictObject({
      type: z.string().regex(/^[a-z][a-z-]*$/, 'must be a record type'),
    }),
    response: z.object({ items: z.array(offeredTemplateSchema) }),
  }),
  replies: defineRoute({
    name: 'replyTemplates.list',
    method: 'get',
    path: '/reply-templates',
    summary:
      'Canned replies for a record the caller works on, their placeholders filled.',
    query: z.strictObject({ record: recordIdParamsSchema.shape.id }),
    response: z.object({ items: z.array(offeredReplySchema) }),
  }),
} as const;
