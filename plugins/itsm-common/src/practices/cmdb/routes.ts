import { z } from 'zod';
import { defineRoute } from '../../kernel/contract';
import { pageSchema, refInfoSchema } from '../../kernel/schema';
import {
  baselineSchema,
  ciChangesQuerySchema,
  ciChangesSchema,
  ciEventSchema,
  ciHistoryQuerySchema,
  ciQuerySchema,
  ciStateSchema,
  differenceQuerySchema,
  differenceSchema,
  neighbourhoodQuerySchema,
  neighbourhoodSchema,
} from './schema';

const refs = z.record(z.string(), refInfoSchema);

/** The routes of configuration management. */
export const cmdbRoutes = {
  ci: defineRoute({
    name: 'cmdb.ci',
    method: 'get',
    permission: 'itsm.cmdb.read',
    path: '/cmdb/ci',
    summary:
      'A configuration item as of an instant or a baseline; now by default.',
    query: ciQuerySchema,
    response: ciStateSchema,
  }),
  history: defineRoute({
    name: 'cmdb.history',
    method: 'get',
    permission: 'itsm.cmdb.read',
    path: '/cmdb/history',
    summary:
      'What became of a configuration item, newest first, as a keyset page.',
    query: ciHistoryQuerySchema,
    response: pageSchema(ciEventSchema).extend({
      /** When the history begins: what was before, nobody kept. */
      knownSince: z.string().optional(),
      refs,
    }),
  }),
  neighbourhood: defineRoute({
    name: 'cmdb.neighbourhood',
    method: 'get',
    permission: 'itsm.cmdb.read',
    path: '/cmdb/neighbourhood',
    summary:
      'A configuration item with what it depends on, what depends on it or its parts, as of an instant or a baseline.',
    query: neighbourhoodQuerySchema,
    response: neighbourhoodSchema,
  }),
  difference: defineRoute({
    name: 'cmdb.difference',
    method: 'get',
    permission: 'itsm.cmdb.read',
    path: '/cmdb/difference',
    summary:
      'What is different between two instants or baselines, field by field, for an item, the parts of a system, or what it depends on or what depends on it.',
    query: differenceQuerySchema,
    response: differenceSchema,
  }),
  changes: defineRoute({
    name: 'cmdb.changes',
    method: 'get',
    permission: 'itsm.cmdb.read',
    path: '/cmdb/changes',
    summary:
      'What changed in the hours before an instant, of an item and of what it depends on.',
    query: ciChangesQuerySchema,
    response: ciChangesSchema,
  }),
  listBaselines: defineRoute({
    name: 'cmdb.baselines.list',
    method: 'get',
    permission: 'itsm.cmdb.read',
    path: '/cmdb/baselines',
    summary:
      'Baselines, the latest instant first. They are definitions of the kind baseline.',
    response: z.object({ items: z.array(baselineSchema) }),
  }),
};
