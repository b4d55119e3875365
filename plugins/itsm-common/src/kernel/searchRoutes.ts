import { z } from 'zod';
import { defineRoute } from './contract';
import {
  entityRefSchema,
  instantSchema,
  listParam,
  numberParam,
  recordSchema,
  refInfoSchema,
  textSchema,
} from './schema';
import { STATUS_CATEGORIES } from './record';

const types = listParam(z.string().regex(/^[a-z][a-z-]*$/));

/** A record as a search finds it. */
export const searchResultSchema = recordSchema.extend({
  /** What the words were found in: its number, its title, or its text and comments. */
  found: z.enum(['number', 'title', 'text']),
});

/** An open record that a new one may be about the same thing as. */
export const similarRecordSchema = recordSchema.extend({
  /** Whether it touches the same entity. */
  sameEntity: z.boolean(),
  /** Words that both titles have. */
  sharedWords: z.array(z.string()),
});

/** A record as Backstage's search keeps it. */
export const searchDocumentSchema = z.object({
  id: z.uuid(),
  type: z.string(),
  number: z.string(),
  title: z.string(),
  /** What the requester may read: description and comments for them. */
  text: z.string(),
  status: z.string(),
  statusCategory: z.enum(STATUS_CATEGORIES),
  serviceRef: z.string().optional(),
  updatedAt: instantSchema,
});
export type SearchDocumentItem = z.output<typeof searchDocumentSchema>;

/** Full-text search over records. */
export const searchRoutes = {
  search: defineRoute({
    name: 'search.records',
    method: 'get',
    path: '/search',
    summary:
      'Records that the caller may read with all the words: those with them in the number or title first, then open ones, then the newest. Internal comments are searched for those who work on the record only.',
    query: z.strictObject({
      /** Words, "exact phrases" and -without; the last word may be its beginning only. */
      q: textSchema.trim().min(1, 'must not be empty').max(200),
      type: types.optional(),
      category: listParam(z.enum(STATUS_CATEGORIES)).optional(),
      limit: numberParam(z.number().int().min(1).max(100)).optional(),
    }),
    response: z.object({
      items: z.array(searchResultSchema),
      refs: z.record(z.string(), refInfoSchema),
    }),
  }),
  similar: defineRoute({
    name: 'records.similar',
    method: 'get',
    path: '/records/similar',
    summary:
      'Up to five open records that the caller may read about the same entity or with similar words in the title, to join instead of to duplicate.',
    query: z.strictObject({
      type: types.optional(),
      title: textSchema.trim().max(200).optional(),
      entity: entityRefSchema.optional(),
    }),
    response: z.object({
      items: z.array(similarRecordSchema),
      refs: z.record(z.string(), refInfoSchema),
    }),
  }),
  documents: defineRoute({
    name: 'search.documents',
    method: 'get',
    path: '/search/documents',
    summary:
      'Open records without restriction, for the index of Backstage’s search. Only its plugin may ask.',
    services: ['plugin:search'],
    query: z.strictObject({
      type: z
        .string()
        .regex(/^[a-z][a-z-]*$/)
        .optional(),
      limit: numberParam(z.number().int().min(1).max(1000)).optional(),
      cursor: z.uuid().optional(),
    }),
    response: z.object({
      items: z.array(searchDocumentSchema),
      pageInfo: z.object({ nextCursor: z.string().optional() }),
    }),
  }),
} as const;
