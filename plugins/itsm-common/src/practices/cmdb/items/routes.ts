import { z } from 'zod';
import { defineRoute } from '../../../kernel/contract';
import {
  ciCountSchema,
  ciCountsSchema,
  ciExportQuerySchema,
  ciFacetsSchema,
  ciListQuerySchema,
  ciPageSchema,
  ciRecentPageSchema,
  ciRecentQuerySchema,
  ciRecordPageSchema,
  ciRecordsQuerySchema,
} from './schema';

const permission = 'itsm.cmdb.read';

/** The list of configuration items, what changed among them, and the records that touch them. */
export const cmdbItemRoutes = {
  list: defineRoute({
    name: 'cmdb.cis.list',
    method: 'get',
    permission,
    path: '/cmdb/cis',
    summary:
      'Configuration items that the caller may see, as a keyset page. A page may have fewer than asked for and a next one all the same.',
    query: ciListQuerySchema,
    response: ciPageSchema,
  }),
  export: defineRoute({
    name: 'cmdb.cis.export',
    method: 'get',
    permission,
    path: '/cmdb/cis/export',
    summary:
      'Configuration items that the caller may see as CSV, by title: the filters of the list, chosen columns with their labels as header. ' +
      'Ends after as many rows as the header X-Export-Max-Rows says; the last line then says so. ' +
      'Texts that a spreadsheet would run as a formula begin with an apostrophe.',
    query: ciExportQuerySchema,
    answers: 'text/csv',
    response: z.string(),
  }),
  counts: defineRoute({
    name: 'cmdb.cis.counts',
    method: 'post',
    permission,
    path: '/cmdb/cis/counts',
    summary:
      'How many configuration items meet each of some questions, counted to 1000.',
    body: ciCountsSchema,
    response: z.object({ counts: z.record(z.string(), ciCountSchema) }),
  }),
  facets: defineRoute({
    name: 'cmdb.cis.facets',
    method: 'get',
    permission,
    path: '/cmdb/cis/facets',
    summary:
      'How many configuration items there are of each kind and type, no older than half a minute.',
    response: ciFacetsSchema,
  }),
  recent: defineRoute({
    name: 'cmdb.recent',
    method: 'get',
    permission,
    path: '/cmdb/recent',
    summary:
      'What changed across the catalog, newest first, as a keyset page. A page may have fewer than asked for and a next one all the same.',
    query: ciRecentQuerySchema,
    response: ciRecentPageSchema,
  }),
  records: defineRoute({
    name: 'cmdb.records',
    method: 'get',
    permission,
    path: '/cmdb/records',
    summary:
      'Records of all types that touch a configuration item and that the caller may read: filed against it or a part of it, or linked to it. Open ones first.',
    query: ciRecordsQuerySchema,
    response: ciRecordPageSchema,
  }),
};
