import { z } from 'zod';
import { defineRoute } from '../../../kernel/contract';
import {
  calendarQuerySchema,
  calendarSchema,
  feedFileParamsSchema,
  feedListSchema,
  feedParamsSchema,
  madeFeedSchema,
  newFeedSchema,
} from './schema';

const permission = 'itsm.change.read';

/** The change calendar, and its feeds for calendar programs. */
export const changeCalendarRoutes = {
  calendar: defineRoute({
    name: 'changes.calendar',
    method: 'get',
    permission,
    path: '/changes/calendar',
    summary:
      'Changes that the caller may read and whose planned window overlaps a span, with freezes, maintenance and meetings of change advisory boards. At most 5,000 items, those that begin first; the answer says if there are more.',
    query: calendarQuerySchema,
    response: calendarSchema,
  }),
  feeds: defineRoute({
    name: 'changes.feeds.list',
    method: 'get',
    path: '/changes/feeds',
    summary: 'The calendar feeds of the caller that are not revoked.',
    response: feedListSchema,
  }),
  makeFeed: defineRoute({
    name: 'changes.feeds.make',
    method: 'post',
    path: '/changes/feeds',
    permission,
    summary:
      'Makes a calendar feed. Its address holds a secret and is told this once; whoever has it sees what the owner may read.',
    body: newFeedSchema,
    response: madeFeedSchema,
    status: 201,
    takesKey: false,
  }),
  revokeFeed: defineRoute({
    name: 'changes.feeds.revoke',
    method: 'delete',
    path: '/changes/feeds/:id',
    summary: 'Revokes a calendar feed of the caller, for good.',
    params: feedParamsSchema,
    response: z.object({}),
    status: 204,
  }),
  feedFile: defineRoute({
    name: 'changes.feeds.file',
    method: 'get',
    path: '/changes/feeds/:token.ics',
    summary:
      'A calendar feed as iCalendar, for calendar programs: no credentials but the secret in the address. It has what the owner of the feed may read at that moment.',
    params: feedFileParamsSchema,
    answers: 'text/calendar',
    open: true,
    response: z.string(),
  }),
};
