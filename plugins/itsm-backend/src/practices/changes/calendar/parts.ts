import type { ItsmKernel } from '@callboard/plugin-itsm-node';
import type { ChangePart } from '../parts';
import { windowsOf } from '../windows';
import { AroundChanges } from './AroundChanges';
import { AuthorizedCalendarService } from './AuthorizedCalendarService';
import { DefaultCalendarService } from './CalendarService';
import { CalendarStore } from './CalendarStore';
import { FeedService } from './FeedService';
import { FeedStore } from './FeedStore';
import { mountChangeCalendarRoutes } from './routes';

const slashless = (url: string) => url.replace(/\/+$/, '');

/** Builds the calendar and its feeds. */
export function buildCalendar(kernel: ItsmKernel) {
  const { database, records, config, authorizer } = kernel;
  const store = new CalendarStore(database, records);
  const windows = windowsOf(kernel);
  const around = new AroundChanges({
    ...kernel,
    itemsOf: (refs, withTiers) => windows.itemsOf(refs, withTiers),
  });
  const appUrl = config.getOptionalString('app.baseUrl');
  return {
    calendar: new AuthorizedCalendarService(
      new DefaultCalendarService({ ...kernel, store, around }),
      authorizer,
    ),
    feeds: new FeedService({
      ...kernel,
      feeds: new FeedStore(database),
      store,
      around,
      apiUrl: `${slashless(
        config.getOptionalString('backend.baseUrl') ?? '',
      )}/api/itsm`,
      appUrl: appUrl && slashless(appUrl),
    }),
  };
}

/** The change calendar: when changes are, with freezes, maintenance and meetings, and as feeds. */
export function calendarPart(): ChangePart {
  return {
    start(kernel, router) {
      const { calendar, feeds } = buildCalendar(kernel);
      mountChangeCalendarRoutes(router, calendar, feeds);
    },
  };
}
