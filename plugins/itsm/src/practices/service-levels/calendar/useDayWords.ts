import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { CalendarDay } from '@callboard/plugin-itsm-common';
import { DateTime } from 'luxon';
import { useCallback } from 'react';
import { hoursWords } from '../clocks/durations';
import { serviceLevelsTranslationRef } from '../translation';

/** The spans of a day: `08:00–12:00, 13:00–18:00`. */
export const spansWords = (day: Pick<CalendarDay, 'spans'>) =>
  day.spans.map(({ from, to }) => `${from}–${to}`).join(', ');

/** Says a day of a calendar: its date, its name, when work is done and how long. */
export function useDayWords() {
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  return useCallback(
    (day: CalendarDay) => {
      const date = DateTime.fromISO(day.date).toLocaleString({
        weekday: 'long',
        day: 'numeric',
        month: 'long',
      });
      const what =
        day.working > 0
          ? t('calendar.spans', {
              spans: spansWords(day),
              hours: hoursWords(day.working),
            })
          : t('calendar.off');
      return day.name
        ? t('calendar.dayNamed', { date, name: day.name, what })
        : t('calendar.day', { date, what });
    },
    [t],
  );
}
