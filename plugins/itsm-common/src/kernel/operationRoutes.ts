import { z } from 'zod';
import { defineRoute } from './contract';
import {
  dueItemSchema,
  dueQuerySchema,
  dueSummarySchema,
  followerSchema,
  retryFailedSchema,
} from './operations';
import { pageSchema } from './schema';

const READ = 'itsm.operations.read';
const MANAGE = 'itsm.operations.manage';

const followerParams = z.strictObject({
  id: z
    .string()
    .max(80)
    .regex(/^[a-z0-9.:-]+$/, 'must be the id of a follower'),
});
const dueParams = z.strictObject({ id: z.uuid() });

/** For those who look after the system; they take the role `admin` under any policy. */
export const operationRoutes = {
  listFollowers: defineRoute({
    name: 'operations.followers',
    method: 'get',
    path: '/operations/followers',
    summary: 'How far each projection has read the journal, and what fails.',
    permission: READ,
    response: z.object({ items: z.array(followerSchema) }),
  }),
  retryFollower: defineRoute({
    name: 'operations.retryFollower',
    method: 'post',
    path: '/operations/followers/:id/retry',
    summary: 'Lets a failing projection try again now.',
    permission: MANAGE,
    params: followerParams,
    response: followerSchema,
  }),
  rebuildFollower: defineRoute({
    name: 'operations.rebuildFollower',
    method: 'post',
    path: '/operations/followers/:id/rebuild',
    summary:
      'Empties what a projection derived and builds it again from the first entry, in the background.',
    permission: MANAGE,
    params: followerParams,
    response: followerSchema,
    status: 202,
  }),
  summarizeDue: defineRoute({
    name: 'operations.dueSummary',
    method: 'get',
    path: '/operations/due/summary',
    summary: 'Due work in numbers.',
    permission: READ,
    response: dueSummarySchema,
  }),
  listDue: defineRoute({
    name: 'operations.due',
    method: 'get',
    path: '/operations/due',
    summary:
      'Due work: what is overdue or waiting, next first, or what failed, latest first.',
    permission: READ,
    query: dueQuerySchema,
    response: pageSchema(dueItemSchema),
  }),
  retryFailedDue: defineRoute({
    name: 'operations.retryFailedDue',
    method: 'post',
    path: '/operations/due/retry',
    summary:
      'Lets everything that failed, or that failed of a kind, try again.',
    permission: MANAGE,
    body: retryFailedSchema,
    response: z.object({ retried: z.number().int() }),
  }),
  retryDue: defineRoute({
    name: 'operations.retryDue',
    method: 'post',
    path: '/operations/due/:id/retry',
    summary: 'Lets an item of due work try again now.',
    permission: MANAGE,
    params: dueParams,
    response: dueItemSchema,
  }),
  cancelDue: defineRoute({
    name: 'operations.cancelDue',
    method: 'post',
    path: '/operations/due/:id/cancel',
    summary: 'Takes an item of due work back; it will not happen.',
    permission: MANAGE,
    params: dueParams,
    response: z.object({}),
    status: 204,
  }),
} as const;
