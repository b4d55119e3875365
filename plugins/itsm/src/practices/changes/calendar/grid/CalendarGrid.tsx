import dayGridPlugin from '@fullcalendar/daygrid';
import interactionPlugin from '@fullcalendar/interaction';
import FullCalendar from '@fullcalendar/react';
import timeGridPlugin from '@fullcalendar/timegrid';
import type {
  DayCellContentArg,
  Duration,
  EventContentArg,
  EventInput,
  EventMountArg,
} from '@fullcalendar/core';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  CalendarChange,
  CalendarItem,
} from '@callboard/plugin-itsm-common';
import { DateTime } from 'luxon';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { ItemLine, useItemWords } from '../ItemLine';
import type { OpenedItem } from '../ItemPopover';
import { groundOf } from '../looks';
import { midnightsOf } from '../span';
import { changeCalendarTranslationRef } from '../translation';
import { utc } from '../useCalendar';
import type { CalendarOnPage } from '../useCalendar';
import { ITEM_MARK } from '../useItemKeys';
import styles from './CalendarGrid.module.css';
import { byDaysAndBegin, fitMonth } from './fitMonth';
import type { Placed } from './fitMonth';

/** How many rows of items a day of a month has room for. */
const MONTH_ROWS = 4;
/** Days that are looked at first in a week. */
const MORNING = '07:00:00';
const PLUGINS = [dayGridPlugin, timeGridPlugin, interactionPlugin];
const TIME = { hour: '2-digit', minute: '2-digit', hour12: false } as const;
const WEEKDAY = { weekday: 'short' } as const;
const DAY_OF_MONTH = { day: 'numeric', month: 'short' } as const;
const DAY = { ...WEEKDAY, ...DAY_OF_MONTH } as const;
const DATE = 'yyyy-MM-dd';
const inOrder = (a: unknown, b: unknown) =>
  byDaysAndBegin(a as Placed, b as Placed);

/** What takes this long stands above the hours of a week, where its words can be read. */
const LONG_MS = 20 * 3_600_000;
const isLong = ({ start, end }: CalendarItem) =>
  Date.parse(end) - Date.parse(start) >= LONG_MS;

/** Bands behind the days: freezes in both, maintenance where hours can be told. */
const isBand = (item: CalendarItem, isMonth: boolean) =>
  item.kind === 'window' && (item.windowKind === 'freeze' || !isMonth);

/** The days that an item touches. */
function daysOf({
  start,
  end,
}: CalendarItem): Pick<EventInput, 'start' | 'end'> {
  const first = DateTime.fromISO(start);
  const last = DateTime.fromISO(end).minus(1);
  return {
    start: first.toFormat(DATE),
    end: last.plus({ days: 1 }).toFormat(DATE),
  };
}

function eventOf(item: CalendarItem, isMonth: boolean): EventInput {
  const shared = { id: item.id, title: item.title, extendedProps: { item } };
  if (isBand(item, isMonth)) {
    return {
      ...shared,
      ...(isMonth
        ? { ...daysOf(item), allDay: true }
        : { start: item.start, end: item.end }),
      display: 'background',
      classNames: [
        styles.band,
        item.kind === 'window' ? styles[item.windowKind] : '',
      ],
    };
  }
  return {
    ...shared,
    ...(!isMonth && isLong(item)
      ? { ...daysOf(item), allDay: true }
      : { start: item.start, end: item.end }),
    display: 'block',
    editable: item.kind === 'change' && item.movable === true,
    classNames: [styles.item, ...groundOf(item).split(' ')],
  };
}

/** An instant as much later as something was dragged: days are days of the wall. */
const moved = (at: string, { years, months, days, milliseconds }: Duration) =>
  DateTime.fromISO(at).plus({ years, months, days, milliseconds });

/** A day's items where there is no room for all: one way to see them. */
function Crowded(props: { count: number; day: DateTime; onShow: () => void }) {
  const { count, day, onShow } = props;
  const { t } = useTranslationRef(changeCalendarTranslationRef);
  return (
    <button
      type="button"
      className={styles.crowded}
      aria-label={t('crowdedHint', {
        number: String(count),
        day: day.toLocaleString({ day: 'numeric', month: 'long' }),
      })}
      onClick={onShow}
    >
      {t('crowded', { number: String(count) })}
    </button>
  );
}

/**
 * A month or a week, drawn by FullCalendar. Of a month no more is drawn than there is room for, so that
 * it takes no longer with thousands of items than with some.
 */
export default function CalendarGrid(props: {
  calendar: CalendarOnPage;
  /** With what is being moved where it would be. */
  items: readonly CalendarItem[];
  onOpen: (opened: OpenedItem) => void;
  /** Somebody dropped a change at another time, or made it longer or shorter. */
  onDrop: (change: CalendarChange, start: string, end: string) => void;
  /** Somebody selected a time. */
  onSelect: (start: DateTime, end: DateTime) => void;
}) {
  const { calendar, items, onOpen, onDrop, onSelect } = props;
  const { shown, span, show } = calendar;
  const { t } = useTranslationRef(changeCalendarTranslationRef);
  const wordsOf = useItemWords();
  const isMonth = shown.view === 'month';
  const full = useRef<FullCalendar>(null);
  const day = shown.at.toFormat(DATE);
  useEffect(() => {
    // FullCalendar draws at once; React does not like that within an effect of its own.
    queueMicrotask(() => full.current?.getApi().gotoDate(day));
  }, [day]);
  const { events, crowded, first } = useMemo(() => {
    const midnights = midnightsOf(span.from, span.to);
    const fitted = isMonth
      ? fitMonth(
          items
            .filter(item => !isBand(item, true))
            .map(({ id, start, end }) => ({
              id,
              start: Date.parse(start),
              end: Date.parse(end),
            })),
          midnights,
          MONTH_ROWS,
        )
      : undefined;
    return {
      events: items
        .filter(
          item => !fitted || isBand(item, true) || fitted.drawn.has(item.id),
        )
        .map(item => eventOf(item, isMonth)),
      crowded: fitted?.crowded,
      first: span.from,
    };
  }, [items, isMonth, span]);
  const renderEvent = useCallback(
    ({ event, timeText, isStart }: EventContentArg) => {
      const item: CalendarItem | undefined = event.extendedProps.item;
      // What is being selected is none.
      if (!item) return <span className={styles.mirror}>{timeText}</span>;
      return event.display === 'background' ? (
        <span className={styles.bandTitle}>
          <ItemLine item={item} />
        </span>
      ) : (
        <ItemLine
          item={item}
          tall={!isMonth && !event.allDay}
          time={isStart ? timeText.split(/\s?[-–]/)[0] : undefined}
        />
      );
    },
    [isMonth],
  );
  const mark = useCallback(
    ({ el, event }: EventMountArg) => {
      const item: CalendarItem | undefined = event.extendedProps.item;
      if (!item || event.display === 'background') return;
      el.setAttribute(ITEM_MARK, item.id);
      el.setAttribute('role', 'button');
      el.setAttribute('aria-label', wordsOf(item));
      el.setAttribute('title', wordsOf(item));
    },
    [wordsOf],
  );
  const renderDay = useCallback(
    ({ date, dayNumberText }: DayCellContentArg) => {
      const at = DateTime.fromJSDate(date);
      const count = crowded?.[Math.round(at.diff(first, 'days').days)] ?? 0;
      return (
        <>
          {count > 0 && (
            <Crowded
              count={count}
              day={at}
              onShow={() => show({ view: 'list', at })}
            />
          )}
          <span className={styles.number}>
            {/* Where another month begins it says which. */}
            {at.day === 1 || at.hasSame(first, 'day')
              ? at.toLocaleString(DAY_OF_MONTH)
              : dayNumberText}
          </span>
        </>
      );
    },
    [crowded, first, show],
  );
  return (
    <div className={styles.grid}>
      <FullCalendar
        key={shown.view}
        ref={full}
        plugins={PLUGINS}
        initialView={isMonth ? 'dayGridMonth' : 'timeGridWeek'}
        initialDate={day}
        timeZone="local"
        locale={window.navigator.language}
        firstDay={1}
        headerToolbar={false}
        height={isMonth ? 'auto' : 'max(560px, calc(100vh - 330px))'}
        fixedWeekCount={false}
        nowIndicator
        allDayText=""
        dayMaxEventRows={isMonth ? false : 6}
        scrollTime={MORNING}
        slotDuration="00:30:00"
        snapDuration="00:15:00"
        slotLabelFormat={TIME}
        slotEventOverlap={false}
        dayHeaderFormat={isMonth ? WEEKDAY : DAY}
        eventTimeFormat={TIME}
        displayEventTime
        displayEventEnd={false}
        eventMaxStack={4}
        moreLinkContent={({ num }) => t('more', { number: String(num) })}
        events={events}
        eventOrder={inOrder}
        eventInteractive
        eventContent={renderEvent}
        eventDidMount={mark}
        dayCellContent={isMonth ? renderDay : undefined}
        eventClick={({ el, event, jsEvent }) => {
          jsEvent.preventDefault();
          const { item } = event.extendedProps;
          if (item) onOpen({ item, element: el });
        }}
        eventDrop={({ event, delta, revert }) => {
          const { item } = event.extendedProps;
          const start = moved(item.start, delta);
          // It lasts as long, also where clocks are changed between there and here.
          const lasts = Date.parse(item.end) - Date.parse(item.start);
          // Where it stands is said by the items: there it is drawn until that is decided.
          revert();
          onDrop(item, utc(start), utc(start.plus(lasts)));
        }}
        eventResize={({ event, startDelta, endDelta, revert }) => {
          const { item } = event.extendedProps;
          revert();
          onDrop(
            item,
            utc(moved(item.start, startDelta)),
            utc(moved(item.end, endDelta)),
          );
        }}
        selectable
        selectMirror
        unselectAuto={false}
        selectMinDistance={4}
        dateClick={({ date, allDay }) => {
          const start = DateTime.fromJSDate(date);
          const from = allDay ? start.set({ hour: 9 }) : start;
          onSelect(from, from.plus({ hours: 1 }));
        }}
        select={({ start, end, allDay, view }) => {
          view.calendar.unselect();
          const from = DateTime.fromJSDate(start);
          const to = DateTime.fromJSDate(end);
          // Of days nobody means midnight: from nine in the first to five in the last.
          onSelect(
            allDay ? from.set({ hour: 9 }) : from,
            allDay ? to.minus({ days: 1 }).set({ hour: 17 }) : to,
          );
        }}
      />
    </div>
  );
}
