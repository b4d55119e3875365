import { DateTime } from 'luxon';

/** The ways in which the calendar is drawn. */
export const CALENDAR_VIEWS = ['month', 'week', 'timeline', 'list'] as const;
export type CalendarView = (typeof CALENDAR_VIEWS)[number];

/** How much of time a timeline shows at once. */
export const ZOOMS = ['day', 'week', 'month'] as const;
export type Zoom = (typeof ZOOMS)[number];

/** What a page of the calendar shows. */
export interface Shown {
  view: CalendarView;
  zoom: Zoom;
  /** Any instant of it, in the reader's zone. */
  at: DateTime;
}

/** How many days a list shows at once. */
const LIST_DAYS = 14;

const unitOf = ({ view, zoom }: Shown): Zoom => {
  if (view === 'timeline') return zoom;
  return view === 'week' ? 'week' : 'month';
};

/**
 * The span that is drawn, from midnight to midnight of the reader. A month is drawn with the rest of
 * its first and last week.
 */
export function spanOf(shown: Shown): { from: DateTime; to: DateTime } {
  const { view, at } = shown;
  if (view === 'list') {
    const from = at.startOf('day');
    return { from, to: from.plus({ days: LIST_DAYS }) };
  }
  const unit = unitOf(shown);
  const from = at.startOf(unit);
  const to = from.plus({ [`${unit}s`]: 1 });
  return view === 'month'
    ? {
        from: from.startOf('week'),
        to: to.minus({ days: 1 }).endOf('week').plus(1),
      }
    : { from, to };
}

/** What comes before or after what is shown. */
export function stepped(shown: Shown, by: 1 | -1): DateTime {
  const { view, at } = shown;
  if (view === 'list') return at.plus({ days: by * LIST_DAYS });
  const unit = unitOf(shown);
  return at.startOf(unit).plus({ [`${unit}s`]: by });
}

/** What is shown, in words: `November 2026`, `23 – 29 Nov 2026`. */
export function titleOf(shown: Shown): string {
  const { view, zoom, at } = shown;
  if (view === 'month' || (view === 'timeline' && zoom === 'month'))
    return at.toLocaleString({ month: 'long', year: 'numeric' });
  if (view === 'timeline' && zoom === 'day') {
    return at.toLocaleString({
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
    });
  }
  const { from, to } = spanOf(shown);
  return spanWords(from, to.minus({ days: 1 }));
}

function spanWords(from: DateTime, to: DateTime): string {
  const year = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  const day = { day: 'numeric', month: 'short' } as const;
  const first = from.hasSame(to, 'month')
    ? String(from.day)
    : from.toLocaleString(from.hasSame(to, 'year') ? day : year);
  return `${first} – ${to.toLocaleString(year)}`;
}

/** The midnights of a span, its end with them: days are 23 to 25 hours long. */
export function midnightsOf(from: DateTime, to: DateTime): number[] {
  const midnights = [];
  for (let day = from.startOf('day'); day < to; day = day.plus({ days: 1 }))
    midnights.push(day.toMillis());
  return [...midnights, to.toMillis()];
}
