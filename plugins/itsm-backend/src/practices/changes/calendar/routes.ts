import { changeCalendarRoutes as contracts } from '@callboard/plugin-itsm-common';
import type { PracticeRouter } from '@callboard/plugin-itsm-node';
import { answerFeed } from './answerFeed';
import type { CalendarService } from './CalendarService';
import type { FeedService } from './FeedService';

/** Mounts the calendar and its feeds: parse, call, answer. */
export function mountChangeCalendarRoutes(
  router: PracticeRouter,
  calendar: CalendarService,
  feeds: FeedService,
): void {
  router.route(contracts.calendar, ({ caller, query }) =>
    calendar.calendar(caller, query),
  );
  router.route(contracts.feeds, ({ caller }) => feeds.list(caller));
  router.route(contracts.makeFeed, ({ caller, body }) =>
    feeds.make(caller, body),
  );
  router.route(contracts.revokeFeed, async ({ caller, params }) => {
    await feeds.revoke(caller, params.id);
    return {};
  });
  router.route(contracts.feedFile, async ({ params, raw }) => {
    answerFeed(raw, await feeds.fetch(params.token));
    return undefined;
  });
}
