import {
  calendarRoutes,
  serviceLevelRoutes,
} from '@callboard/plugin-itsm-common';
import { useItsmQuery } from '@callboard/plugin-itsm-react';

/** Agreements in the order in which they go before each other; all pages ask once. */
export function useAgreements() {
  return useItsmQuery(serviceLevelRoutes.agreements, { live: true });
}

/** Calendars by name, and whether they are open now. */
export function useCalendars() {
  return useItsmQuery(calendarRoutes.list, { live: true });
}
