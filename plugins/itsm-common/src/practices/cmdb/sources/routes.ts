import { z } from 'zod';
import { defineRoute } from '../../../kernel/contract';
import { pageSchema } from '../../../kernel/schema';
import {
  ciEntityPageSchema,
  ciEntityQuerySchema,
  ciItemSchema,
  ciLoadResultSchema,
  ciLoadSchema,
  ciSourceSchema,
  duplicateListQuerySchema,
  duplicatePageSchema,
  itemCommandSchema,
  loadListQuerySchema,
  loadProblemSchema,
  loadQuerySchema,
  mergeSchema,
  sourceParamsSchema,
  undoMergeSchema,
} from './schema';

const id = z.strictObject({ id: z.uuid() });

/** What is not in Git: sources, their loads, duplicates, and the life of items. */
export const cmdbSourceRoutes = {
  list: defineRoute({
    name: 'cmdb.sources.list',
    method: 'get',
    permission: 'itsm.cmdb.import',
    path: '/cmdb/sources',
    summary:
      'Where configuration items come from, whose word counts first, and what each source last brought.',
    response: z.object({ items: z.array(ciSourceSchema) }),
  }),
  load: defineRoute({
    name: 'cmdb.sources.load',
    method: 'post',
    permission: 'itsm.cmdb.import',
    path: '/cmdb/sources/:source/loads',
    summary:
      'Loads the rows of a source: CSV, gzipped or not, or a JSON list as application/json. With dryRun=true it says what would happen and does nothing; with complete=true what is not among the rows is missing.',
    params: sourceParamsSchema,
    query: loadQuerySchema,
    streams: 'text/csv',
    response: ciLoadResultSchema,
  }),
  listLoads: defineRoute({
    name: 'cmdb.loads.list',
    method: 'get',
    permission: 'itsm.cmdb.import',
    path: '/cmdb/loads',
    summary: 'Loads, the newest first, as a keyset page.',
    query: loadListQuerySchema,
    response: pageSchema(ciLoadSchema),
  }),
  getLoad: defineRoute({
    name: 'cmdb.loads.get',
    method: 'get',
    permission: 'itsm.cmdb.import',
    path: '/cmdb/loads/:id',
    summary: 'A load with its first 1,000 bad rows.',
    params: id,
    response: ciLoadSchema.extend({ problems: z.array(loadProblemSchema) }),
  }),
  listDuplicates: defineRoute({
    name: 'cmdb.duplicates.list',
    method: 'get',
    permission: 'itsm.cmdb.import',
    path: '/cmdb/duplicates',
    summary: 'Items that may be one, as a keyset page; open ones by default.',
    query: duplicateListQuerySchema,
    response: duplicatePageSchema,
  }),
  dismissDuplicate: defineRoute({
    name: 'cmdb.duplicates.dismiss',
    method: 'post',
    permission: 'itsm.cmdb.import',
    path: '/cmdb/duplicates/:id/dismiss',
    summary: 'Says that two items are two; they are not proposed again.',
    params: id,
    response: z.object({}),
  }),
  merge: defineRoute({
    name: 'cmdb.items.merge',
    method: 'post',
    permission: 'itsm.cmdb.import',
    path: '/cmdb/items/merge',
    summary:
      'Makes two items one: all that sources say of the second goes to the first, and its name becomes a former one.',
    body: mergeSchema,
    response: ciItemSchema,
  }),
  undoMerge: defineRoute({
    name: 'cmdb.items.undo-merge',
    method: 'post',
    permission: 'itsm.cmdb.import',
    path: '/cmdb/items/undo-merge',
    summary: 'Takes a merge back: the merged item stands for itself again.',
    body: undoMergeSchema,
    response: ciItemSchema,
  }),
  retire: defineRoute({
    name: 'cmdb.items.retire',
    method: 'post',
    permission: 'itsm.cmdb.import',
    path: '/cmdb/items/retire',
    summary:
      'Takes an item out of use by hand; no load brings it back. The catalog has it no longer.',
    body: itemCommandSchema,
    response: ciItemSchema,
  }),
  restore: defineRoute({
    name: 'cmdb.items.restore',
    method: 'post',
    permission: 'itsm.cmdb.import',
    path: '/cmdb/items/restore',
    summary: 'Brings a retired item back.',
    body: itemCommandSchema,
    response: ciItemSchema,
  }),
  entities: defineRoute({
    name: 'cmdb.entities',
    method: 'get',
    path: '/cmdb/entities',
    summary:
      'Items as catalog entities, by revision, for the entity provider. Only the catalog may ask.',
    services: ['plugin:catalog'],
    query: ciEntityQuerySchema,
    response: ciEntityPageSchema,
  }),
};
