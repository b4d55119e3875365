import { calendarBodySchema } from '@callboard/plugin-itsm-common';
import type { DefinitionKind } from '@callboard/plugin-itsm-node';
import { holidayDates, placeFault } from './holidays';

/** When work is done. A version keeps the dates of its holidays: a library must not move a clock. */
export const calendarKind: DefinitionKind<typeof calendarBodySchema> = {
  kind: 'calendar',
  label: 'Calendar',
  description:
    'Working time: spans of each weekday in a time zone, holidays, and exceptions.',
  schema: calendarBodySchema,
  titleOf: body => body.name,
  check: body =>
    (body.holidays ?? []).flatMap((place, i) => {
      const fault = placeFault(place);
      return fault
        ? [{ path: ['holidays', i, fault.field], message: fault.message }]
        : [];
    }),
  complete(written) {
    const { holidayDates: _, ...body } = written;
    if (!body.holidays || body.holidays.length === 0) return body;
    // Of two places with a holiday on the same date, the first names it.
    const dates = Object.assign(
      {},
      ...[...body.holidays].reverse().map(place => holidayDates(place)),
    ) as Record<string, string>;
    return {
      ...body,
      holidayDates: Object.fromEntries(
        Object.entries(dates).sort(([a], [b]) => (a < b ? -1 : 1)),
      ),
    };
  },
};
