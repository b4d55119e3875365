import type { CiEvent } from '@callboard/plugin-itsm-common';
import { DateTime } from 'luxon';
import type { CmdbWords } from '../translation';
import { dayOf } from '../words/instantWords';

/** The changes that became known on a day. */
export interface Day {
  /** In the reader's time zone, e.g. `2026-11-24`. */
  date: string;
  events: CiEvent[];
}

/** Puts changes, newest first, under the days of the reader's time zone. */
export function byDay(events: readonly CiEvent[]): Day[] {
  const days: Day[] = [];
  for (const event of events) {
    const date = dayOf(event.at);
    const last = days[days.length - 1];
    if (last?.date === date) last.events.push(event);
    else days.push({ date, events: [event] });
  }
  return days;
}

/** A day as people say it: today, yesterday, or its date. */
export function dayWords(date: string, now: number, t: CmdbWords): string {
  const day = DateTime.fromISO(date);
  const today = DateTime.fromMillis(now);
  if (day.hasSame(today, 'day')) return t('history.today');
  if (day.hasSame(today.minus({ days: 1 }), 'day'))
    return t('history.yesterday');
  return day.toLocaleString(DateTime.DATE_HUGE);
}
