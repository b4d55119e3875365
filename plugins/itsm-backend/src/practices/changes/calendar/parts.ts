import type { ScopeItem } from '@callboard/plugin-itsm-common';
import type { ItsmKernel } from '@callboard/plugin-itsm-node';
import { AroundChanges } from './AroundChanges';
import { AuthorizedCalendarService } from './AuthorizedCalendarService';
import {
  DefaultCalendarService,
  type CalendarService,
} from './CalendarService';
import { CalendarStore } from './CalendarStore';
import { FeedService } from './FeedService';
import { FeedStore } from './FeedStore';

/** What the calendar is made of. */
export interface CalendarParts {
  calendar: CalendarService;
  feeds: FeedService;
}

/**
 * Builds {@link CalendarParts}.
 *
 * @param itemsOf - what is known of items that decides which windows are about them
 */
export function buildCalendar(
  kernel: ItsmKernel,
  itemsOf: (refs: readonly string[]) => Promise<readonly ScopeItem[]>,
): CalendarParts {
  const { database, records, config, authorizer } = kernel;
  const store = new CalendarStore(database, records);
  const around = new AroundChanges({ ...kernel, itemsOf });
  const slashless = (url: string) => url.replace(/\/+$/, '');
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
      apiUrl: `${slashless(config.getString('backend.baseUrl'))}/api/itsm`,
      appUrl: appUrl && slashless(appUrl),
    }),
  };
}
