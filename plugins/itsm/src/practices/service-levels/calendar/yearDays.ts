import type { CalendarDay } from '@callboard/plugin-itsm-common';
import { DateTime } from 'luxon';

/** What a day of a calendar is among others. */
export type DayLook = 'working' | 'special' | 'off' | 'holiday' | 'exception';

/** How a day looks: as usual, without work, or named. */
export function lookOf(day: CalendarDay): DayLook {
  if (day.holiday) return 'holiday';
  if (day.name) return day.working > 0 ? 'special' : 'exception';
  return day.working > 0 ? 'working' : 'off';
}

/** A month of a year: its days, and how many cells stand empty before the first. */
export interface Month {
  /** 1 to 12. */
  month: number;
  days: CalendarDay[];
  /** Days of the week before the first, Monday being the first of the week. */
  before: number;
  workingDays: number;
  working: number;
}

/** Puts the days of a year into their months. */
export function monthsOf(days: readonly CalendarDay[]): Month[] {
  return Array.from({ length: 12 }, (_, i) => {
    const own = days.filter(({ date }) => Number(date.slice(5, 7)) === i + 1);
    return {
      month: i + 1,
      days: own,
      before: own.length > 0 ? DateTime.fromISO(own[0].date).weekday - 1 : 0,
      workingDays: own.filter(({ working }) => working > 0).length,
      working: own.reduce((sum, { working }) => sum + working, 0),
    };
  });
}

/** Where an arrow key leads from a day of the year; undefined for other keys. */
export function dayAfterKey(
  key: string,
  index: number,
  count: number,
): number | undefined {
  const steps: Record<string, number> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -7,
    ArrowDown: 7,
    Home: -index,
    End: count - 1 - index,
  };
  const step = steps[key];
  if (step === undefined) return undefined;
  return Math.min(count - 1, Math.max(0, index + step));
}
