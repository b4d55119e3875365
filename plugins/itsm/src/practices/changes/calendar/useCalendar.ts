import { useBreakpoint } from '@backstage/ui';
import { changeCalendarRoutes } from '@callboard/plugin-itsm-common';
import type { CalendarItem, QueryValues } from '@callboard/plugin-itsm-common';
import { useItsmQuery, useUrlValues } from '@callboard/plugin-itsm-react';
import { DateTime } from 'luxon';
import { useMemo } from 'react';
import { CALENDAR_VIEWS, spanOf, stepped, ZOOMS } from './span';
import type { CalendarView, Shown, Zoom } from './span';

/** What the calendar can be narrowed by, as it stands in the address. */
export const CALENDAR_FILTERS = [
  'team',
  'service',
  'type',
  'status',
  'show',
] as const;
export type CalendarFilter = (typeof CALENDAR_FILTERS)[number];

/** What lanes of a timeline are of. */
export const LANES_BY = ['service', 'team'] as const;
export type LanesBy = (typeof LANES_BY)[number];

const DAY = 'yyyy-MM-dd';
const NOTHING: readonly CalendarItem[] = [];

const oneOf = <T extends string>(
  values: readonly T[],
  value: string,
  usual: T,
): T => values.find(v => v === value) ?? usual;

/** An instant as the API takes it. */
export const utc = (at: DateTime) => at.toUTC().toISO() ?? '';

/** The calendar as its address asks for it, and what the server has of it. */
export function useCalendar() {
  const url = useUrlValues();
  // A month has no room on a phone.
  const isPhone = !useBreakpoint().up('sm');
  const asked = oneOf(CALENDAR_VIEWS, url.get('view'), 'month');
  const view: CalendarView = isPhone ? 'list' : asked;
  const zoom = oneOf(ZOOMS, url.get('zoom'), 'week');
  const by = oneOf(LANES_BY, url.get('by'), 'service');
  const day = url.get('at');
  const shown = useMemo<Shown>(() => {
    const at = DateTime.fromISO(day);
    return { view, zoom, at: day && at.isValid ? at : DateTime.now() };
  }, [view, zoom, day]);
  const span = useMemo(() => spanOf(shown), [shown]);
  const filters = useMemo(() => {
    const named = CALENDAR_FILTERS.map(name => [name, url.get(name)] as const);
    return Object.fromEntries(named.filter(([, value]) => value));
  }, [url]) as QueryValues;
  const query = { from: utc(span.from), to: utc(span.to), ...filters };
  const result = useItsmQuery(changeCalendarRoutes.calendar, {
    query,
    live: true,
    keepPrevious: true,
  });
  const goTo = (at: DateTime) =>
    url.set({
      at: at.hasSame(DateTime.now(), 'day') ? undefined : at.toFormat(DAY),
    });
  return {
    url,
    isPhone,
    shown,
    span,
    by,
    filters,
    isFiltered: Object.keys(filters).length > 0,
    result,
    items: (result.data?.items ?? NOTHING) as readonly CalendarItem[],
    goTo,
    goToday: () => goTo(DateTime.now()),
    step: (direction: 1 | -1) => goTo(stepped(shown, direction)),
    show: (next: { view?: CalendarView; zoom?: Zoom; at?: DateTime }) =>
      url.set({
        ...(next.view && {
          view: next.view === 'month' ? undefined : next.view,
        }),
        ...(next.zoom && {
          zoom: next.zoom === 'week' ? undefined : next.zoom,
        }),
        ...(next.at && { at: next.at.toFormat(DAY) }),
      }),
    setBy: (next: LanesBy) =>
      url.set({ by: next === 'service' ? undefined : next }),
    filter: (changes: Partial<Record<CalendarFilter, string | string[]>>) =>
      url.set(changes, { replace: true }),
    reset: () =>
      url.set(
        Object.fromEntries(CALENDAR_FILTERS.map(name => [name, undefined])),
        { replace: true },
      ),
  };
}

/** What {@link useCalendar} gives. */
export type CalendarOnPage = ReturnType<typeof useCalendar>;
