import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { changeLifecycle } from '@callboard/plugin-itsm-common';
import type {
  CalendarChange,
  CalendarItem,
} from '@callboard/plugin-itsm-common';
import { refTitle, StatusChip } from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { DateTime } from 'luxon';
import { useMemo } from 'react';
import { RiskPill } from '../words/RiskPill';
import styles from './Agenda.module.css';
import { ItemLine, useItemWords } from './ItemLine';
import type { OpenedItem } from './ItemPopover';
import { groundOf } from './looks';
import { changeCalendarTranslationRef } from './translation';
import type { CalendarOnPage } from './useCalendar';
import { ITEM_MARK } from './useItemKeys';

const TIME = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

interface AgendaDay {
  day: DateTime;
  items: CalendarItem[];
}

/** Items by the day they begin on; what began before stands with the first day. */
function daysOf(items: readonly CalendarItem[], from: DateTime): AgendaDay[] {
  const days = new Map<string, AgendaDay>();
  for (const item of items) {
    const start = DateTime.fromISO(item.start);
    const day = (start < from ? from : start).startOf('day');
    const key = day.toISODate() ?? '';
    const kept = days.get(key) ?? { day, items: [] };
    kept.items.push(item);
    days.set(key, kept);
  }
  return [...days.values()].sort((a, b) => a.day.toMillis() - b.day.toMillis());
}

/** From when to when on a day, with the day where it is another one. */
function timesOf(item: CalendarItem, day: DateTime): string {
  const word = (at: DateTime) =>
    at.hasSame(day, 'day')
      ? at.toLocaleString(TIME)
      : at.toLocaleString({ ...TIME, day: 'numeric', month: 'short' });
  return `${word(DateTime.fromISO(item.start))} – ${word(
    DateTime.fromISO(item.end),
  )}`;
}

function Facts(props: { change: CalendarChange; refs: Refs | undefined }) {
  const { change, refs } = props;
  const named = [change.serviceRef, change.ownerRef].flatMap(ref =>
    ref ? [refTitle(ref, refs)] : [],
  );
  return (
    <span className={styles.facts}>
      <span className={styles.who}>{named.join(' · ')}</span>
      {change.risk && <RiskPill risk={change.risk} />}
      <StatusChip
        status={change.status}
        category={change.statusCategory}
        lifecycle={changeLifecycle}
      />
    </span>
  );
}

/** Day by day in lines: for phones, and for days on which there is too much to be drawn. */
export function Agenda(props: {
  calendar: CalendarOnPage;
  items: readonly CalendarItem[];
  refs: Refs | undefined;
  onOpen: (opened: OpenedItem) => void;
}) {
  const { calendar, items, refs, onOpen } = props;
  const { t } = useTranslationRef(changeCalendarTranslationRef);
  const wordsOf = useItemWords();
  const { from } = calendar.span;
  const days = useMemo(() => daysOf(items, from), [items, from]);
  const today = DateTime.now();
  return (
    <div className={styles.agenda}>
      {days.map(({ day, items: ofDay }) => (
        <section key={day.toISODate()} className={styles.day}>
          <h3 className={styles.heading}>
            {day.toLocaleString({
              weekday: 'long',
              day: 'numeric',
              month: 'long',
            })}
            {day.hasSame(today, 'day') && (
              <span className={styles.today}>{t('today')}</span>
            )}
          </h3>
          <ul className={styles.rows}>
            {ofDay.map(item => (
              <li key={item.id}>
                <button
                  type="button"
                  className={styles.row}
                  aria-label={wordsOf(item)}
                  {...{ [ITEM_MARK]: item.id }}
                  onClick={event =>
                    onOpen({ item, element: event.currentTarget })
                  }
                >
                  <span className={styles.times}>{timesOf(item, day)}</span>
                  <span className={`${styles.what} ${groundOf(item)}`}>
                    <ItemLine item={item} />
                  </span>
                  {item.kind === 'change' && (
                    <Facts change={item} refs={refs} />
                  )}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
