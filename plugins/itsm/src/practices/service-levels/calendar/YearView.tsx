import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { CalendarYear } from '@callboard/plugin-itsm-common';
import { DateTime } from 'luxon';
import { useId, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { serviceLevelsTranslationRef } from '../translation';
import { useDayWords } from './useDayWords';
import { dayAfterKey, lookOf, monthsOf } from './yearDays';
import type { DayLook, Month } from './yearDays';
import styles from './YearView.module.css';

const LEGEND: readonly DayLook[] = [
  'working',
  'special',
  'off',
  'holiday',
  'exception',
];

/** What tells a day besides its ground. */
const SIGNS: Partial<Record<DayLook, string>> = {
  holiday: '★',
  exception: '✕',
  special: '◐',
};

/** Monday to Sunday by their first letter. */
const WEEKDAY_LETTERS = Array.from({ length: 7 }, (_, i) =>
  // The first of January 2024 was a Monday.
  DateTime.local(2024, 1, i + 1).toFormat('ccccc'),
);

const monthName = (year: number, month: number) =>
  DateTime.local(year, month).toLocaleString({ month: 'long' });

function Legend(props: { looks: ReadonlySet<DayLook> }) {
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const words: Record<DayLook, string> = {
    working: t('calendar.legend.working'),
    special: t('calendar.legend.short'),
    off: t('calendar.legend.off'),
    holiday: t('calendar.legend.holiday'),
    exception: t('calendar.legend.exception'),
  };
  return (
    <ul className={styles.legend}>
      {LEGEND.filter(look => props.looks.has(look)).map(look => (
        <li key={look}>
          <span className={styles.day} data-look={look} aria-hidden>
            {SIGNS[look] ?? '1'}
          </span>
          {words[look]}
        </li>
      ))}
    </ul>
  );
}

/**
 * A year of a calendar as twelve months. One day can be reached with Tab, the others with the arrow
 * keys; the day that is pointed at or reached is told below.
 */
export function YearView(props: { year: CalendarYear }) {
  const { year: calendar } = props;
  const { days, year } = calendar;
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const dayWords = useDayWords();
  const months = useMemo(() => monthsOf(days), [days]);
  const places = useMemo(
    () => new Map(days.map(({ date }, i) => [date, i])),
    [days],
  );
  const looks = useMemo(() => new Set(days.map(lookOf)), [days]);
  const today = DateTime.now().setZone(calendar.timeZone).toISODate() ?? '';
  const [told, setTold] = useState<number>();
  const reached = told ?? places.get(today) ?? 0;
  const grid = useRef<HTMLDivElement>(null);
  const hint = useId();

  const onKeyDown = (event: KeyboardEvent) => {
    const next = dayAfterKey(event.key, reached, days.length);
    if (next === undefined) return;
    event.preventDefault();
    setTold(next);
    grid.current
      ?.querySelector<HTMLElement>(`[data-date="${days[next].date}"]`)
      ?.focus();
  };
  const cell = (month: Month) => (date: string) => {
    const index = places.get(date)!;
    const day = days[index];
    const look = lookOf(day);
    return (
      <span
        key={date}
        role="gridcell"
        className={styles.day}
        data-look={look}
        data-date={date}
        data-today={date === today ? '' : undefined}
        tabIndex={index === reached ? 0 : -1}
        aria-label={dayWords(day)}
        title={dayWords(day)}
        style={
          date === month.days[0].date
            ? { gridColumnStart: month.before + 1 }
            : undefined
        }
        onFocus={() => setTold(index)}
        onMouseEnter={() => setTold(index)}
      >
        {Number(date.slice(8))}
        {SIGNS[look] && (
          <span className={styles.sign} aria-hidden>
            {SIGNS[look]}
          </span>
        )}
      </span>
    );
  };
  return (
    <div className={styles.view}>
      <Legend looks={looks} />
      <p className={styles.told} id={hint} aria-live="polite">
        {told === undefined ? t('calendar.hint') : dayWords(days[told])}
      </p>
      {/* eslint-disable-next-line jsx-a11y/interactive-supports-focus */}
      <div
        ref={grid}
        role="grid"
        aria-label={t('calendar.year', { year: String(year) })}
        aria-describedby={hint}
        className={styles.year}
        onKeyDown={onKeyDown}
      >
        {months.map(month => (
          <div key={month.month} role="rowgroup" className={styles.month}>
            <div className={styles.name}>{monthName(year, month.month)}</div>
            <div className={styles.letters} aria-hidden>
              {WEEKDAY_LETTERS.map((letter, i) => (
                <span key={i}>{letter}</span>
              ))}
            </div>
            <div role="row" className={styles.days}>
              {month.days.map(({ date }) => date).map(cell(month))}
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}
