import { z } from 'zod';
import { defineRoute } from './contract';
import { instantSchema, recordIdParamsSchema, refInfoSchema } from './schema';

/** What somebody does at a record right now. */
export const PRESENCE = ['viewing', 'replying'] as const;
export type PresenceDoing = (typeof PRESENCE)[number];

/** How long a heartbeat counts, in milliseconds. Send one every third of it. */
export const PRESENCE_LEASE_MS = 30_000;

/** Somebody else who is at a record. */
export const presentPersonSchema = z.object({
  principalRef: z.string(),
  doing: z.enum(PRESENCE),
  until: instantSchema,
});
/** Somebody else who is at a record. */
export type PresentPerson = z.output<typeof presentPersonSchema>;

/** Who is at a record, without the caller. */
export const presenceSchema = z.object({
  items: z.array(presentPersonSchema),
  refs: z.record(z.string(), refInfoSchema),
});

/** Who is at a record right now; for those who work on it. */
export const presenceRoutes = {
  listPresence: defineRoute({
    name: 'presence.list',
    method: 'get',
    path: '/records/:id/presence',
    summary:
      'Who else is at a record right now. For those who work on it; nothing is kept.',
    params: recordIdParamsSchema,
    response: presenceSchema,
  }),
  bePresent: defineRoute({
    name: 'presence.put',
    method: 'post',
    path: '/records/:id/presence',
    summary:
      'Says for 30 seconds what the caller does at a record, and answers who else is there.',
    params: recordIdParamsSchema,
    body: z.strictObject({ doing: z.enum(PRESENCE) }),
    response: presenceSchema,
  }),
  leave: defineRoute({
    name: 'presence.leave',
    method: 'delete',
    path: '/records/:id/presence',
    summary: 'Says that the caller left the record.',
    params: recordIdParamsSchema,
    response: z.object({}),
    status: 204,
  }),
} as const;
