import type { DaySpan, WorkingHours } from '../workingTime/hours';
import type { CalendarBody } from './schema';

const DAY_MS = 86_400_000;

/** A day that is not as its weekday says. */
export interface SpecialDay {
  name: string;
  spans: readonly DaySpan[];
  holiday: boolean;
}

/** Holidays and exceptions of a calendar by date; an exception goes before a holiday. */
export function specialDaysOf(body: CalendarBody): Map<string, SpecialDay> {
  const days = new Map<string, SpecialDay>();
  for (const [date, name] of Object.entries(body.holidayDates ?? {}))
    days.set(date, { name, spans: [], holiday: true });
  for (const { name, date, until = date, spans } of body.exceptions ?? []) {
    for (let t = Date.parse(date); t <= Date.parse(until); t += DAY_MS) {
      const day = new Date(t).toISOString().slice(0, 10);
      days.set(day, { name, spans, holiday: false });
    }
  }
  return days;
}

/** What working time is reckoned with, of a calendar. */
export function hoursOf(body: CalendarBody): WorkingHours {
  return {
    timeZone: body.timeZone,
    week: body.week,
    days: Object.fromEntries(
      [...specialDaysOf(body)].map(([date, { spans }]) => [date, spans]),
    ),
  };
}
