import { z } from 'zod';
import { defineRoute } from '../../../kernel/contract';
import { definitionKeySchema } from '../../../kernel/definitions';
import {
  calendarSummarySchema,
  calendarYearQuerySchema,
  calendarYearSchema,
} from './schema';

/** The routes of calendars. They are written as definitions of the kind `calendar`. */
export const calendarRoutes = {
  list: defineRoute({
    name: 'service-levels.calendars.list',
    method: 'get',
    permission: 'itsm.service-levels.read',
    path: '/service-levels/calendars',
    summary: 'Calendars by name, and whether it is working time now.',
    response: z.object({ items: z.array(calendarSummarySchema) }),
  }),
  year: defineRoute({
    name: 'service-levels.calendars.year',
    method: 'get',
    permission: 'itsm.service-levels.read',
    path: '/service-levels/calendars/:key',
    summary: 'A year of a calendar day by day, with its holidays.',
    params: z.object({ key: definitionKeySchema }),
    query: calendarYearQuerySchema,
    response: calendarYearSchema,
  }),
};
