import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  CalendarChange,
  CalendarItem,
} from '@callboard/plugin-itsm-common';
import { refTitle, useNow } from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { DateTime } from 'luxon';
import { memo, useCallback, useMemo, useRef } from 'react';
import { useItemWords } from '../ItemLine';
import type { OpenedItem } from '../ItemPopover';
import { changeCalendarTranslationRef } from '../translation';
import type { CalendarOnPage } from '../useCalendar';
import { TimelineBand } from './TimelineBand';
import { TimelineBar } from './TimelineBar';
import { lanesOf } from './lanes';
import type { Barred, Lane } from './lanes';
import { SNAP_MS, ticksOf } from './scale';
import type { Tick } from './scale';
import styles from './Timeline.module.css';
import { useBarDrag } from './useBarDrag';
import { useView } from './useView';
import { extentOf } from './wordsPlace';

const ROW = 26;
const LANE_GAP = 8;
const NAMES = 190;
/** Drawn beyond what is in view, so that scrolling shows no gaps. */
const BEYOND = 400;

const isFreeze = (item: CalendarItem) =>
  item.kind === 'window' && item.windowKind === 'freeze';

interface Bar extends Barred {
  item: CalendarItem;
}

/** A lane with where it stands. */
interface PlacedLane extends Lane<Bar> {
  top: number;
  height: number;
}

function place(lanes: readonly Lane<Bar>[]): {
  lanes: PlacedLane[];
  height: number;
} {
  let top = 0;
  const placed = lanes.map(lane => {
    const height = lane.rows * ROW + LANE_GAP;
    const one = { ...lane, top, height };
    top += height;
    return one;
  });
  return { lanes: placed, height: top };
}

/** The lines of the scale; drawn anew only with the scale. */
const Lines = memo(
  (props: { ticks: readonly Tick[]; x: (at: number) => number }) => {
    const { ticks, x } = props;
    return (
      <>
        {ticks.map(tick => (
          <span
            key={tick.at}
            className={tick.strong ? styles.day : styles.hour}
            style={{ left: x(tick.at) }}
          />
        ))}
      </>
    );
  },
);

/**
 * Changes as bars in lanes of services or teams, over a day, a week or a month. Only what is in view is
 * drawn, so thousands of changes scroll as some do.
 */
export default function Timeline(props: {
  calendar: CalendarOnPage;
  /** With what is being moved where it would be. */
  items: readonly CalendarItem[];
  refs: Refs | undefined;
  onOpen: (opened: OpenedItem) => void;
  onDrop: (change: CalendarChange, start: string, end: string) => void;
}) {
  const { calendar, items, refs, onOpen, onDrop } = props;
  const { shown, span, by } = calendar;
  const { t } = useTranslationRef(changeCalendarTranslationRef);
  const wordsOf = useItemWords();
  const box = useRef<HTMLDivElement>(null);
  const view = useView(box);
  const now = useNow();
  const from = span.from.toMillis();
  const to = span.to.toMillis();
  const width = Math.max(320, view.width - NAMES);
  const x = useCallback(
    (at: number) => ((at - from) / (to - from)) * width,
    [from, to, width],
  );
  const perPixel = (to - from) / width;
  const ticks = useMemo(
    () => ticksOf(span.from, span.to, shown.zoom),
    [span, shown.zoom],
  );
  const bands = useMemo(
    () => items.filter(item => item.kind !== 'change'),
    [items],
  );
  const bandRows = new Set(bands.map(isFreeze)).size;
  const { lanes, height } = useMemo(() => {
    const bars = items.flatMap((item): Bar[] =>
      item.kind === 'change'
        ? [
            {
              id: item.id,
              start: Math.max(from, Date.parse(item.start)),
              end: Math.min(to, Date.parse(item.end)),
              lane: by === 'team' ? item.ownerRef : item.serviceRef,
              item,
            },
          ]
        : [],
    );
    const drawn = ({ start, end }: Barred) => {
      const left = x(start);
      const { left: first, right } = extentOf(
        left,
        x(end) - left,
        width - left,
      );
      return { start: first, end: right };
    };
    return place(lanesOf(bars, drawn, ref => refTitle(ref, refs)));
  }, [items, by, refs, from, to, x, width]);
  const byId = useMemo(
    () => new Map(items.map(item => [item.id, item])),
    [items],
  );
  const drop = useCallback(
    (id: string, start: number, end: number) => {
      const item = byId.get(id);
      if (item?.kind === 'change')
        onDrop(
          item,
          new Date(start).toISOString(),
          new Date(end).toISOString(),
        );
    },
    [byId, onDrop],
  );
  const { dragged, grab, wasDrag } = useBarDrag(
    perPixel,
    SNAP_MS[shown.zoom],
    drop,
  );
  const first = view.top - BEYOND;
  const last = view.top + view.height + BEYOND;
  const inView = lanes.filter(
    lane => lane.top < last && lane.top + lane.height > first,
  );
  return (
    <div
      ref={box}
      className={styles.box}
      role="region"
      aria-label={t('timeline.label')}
      style={{ '--names': `${NAMES}px` } as React.CSSProperties}
    >
      <div className={styles.scale} aria-hidden>
        <span className={styles.corner} />
        <div className={styles.ticks} style={{ width }}>
          {ticks.map(
            tick =>
              tick.label && (
                <span
                  key={tick.at}
                  className={styles.tick}
                  style={{ left: x(tick.at) }}
                  data-today={
                    shown.zoom !== 'day' &&
                    DateTime.fromMillis(tick.at).hasSame(
                      DateTime.fromMillis(now),
                      'day',
                    )
                      ? ''
                      : undefined
                  }
                >
                  {tick.label}
                </span>
              ),
          )}
        </div>
      </div>
      <div
        className={styles.around}
        style={{
          marginLeft: NAMES,
          width,
          height: bandRows && bandRows * ROW + 4,
        }}
      >
        {bands.map(item => (
          <TimelineBand
            key={item.id}
            item={item}
            left={x(Math.max(from, Date.parse(item.start)))}
            right={x(Math.min(to, Date.parse(item.end)))}
            height={height}
            width={width}
            // Freezes are long, what is short would cover their titles.
            row={isFreeze(item) ? 0 : bandRows - 1}
            isDense={shown.zoom === 'month'}
            words={wordsOf(item)}
            onOpen={onOpen}
          />
        ))}
      </div>
      <div className={styles.body} style={{ height }}>
        <div
          className={styles.lines}
          style={{ left: NAMES, width }}
          aria-hidden
        >
          <Lines ticks={ticks} x={x} />
          {now > from && now < to && (
            <span className={styles.now} style={{ left: x(now) }} />
          )}
        </div>
        {inView.map(lane => (
          <section
            key={lane.of ?? ''}
            className={styles.lane}
            style={{ top: lane.top, height: lane.height }}
            aria-label={
              lane.of ? refTitle(lane.of, refs) : t(`lane.none.${by}`)
            }
          >
            <div className={styles.name}>
              <span className={styles.nameWords}>
                {lane.of ? refTitle(lane.of, refs) : t(`lane.none.${by}`)}
                <span className={styles.count}>{lane.bars.length}</span>
              </span>
            </div>
            <div className={styles.bars}>
              {lane.bars
                .filter(({ row }) => {
                  const top = lane.top + row * ROW;
                  return top < last && top + ROW > first;
                })
                .map(({ item: bar, row }) => {
                  const at = dragged?.id === bar.id ? dragged : bar;
                  return (
                    <TimelineBar
                      key={bar.id}
                      item={bar.item as CalendarChange}
                      words={wordsOf(bar.item)}
                      left={x(at.start)}
                      width={x(at.end) - x(at.start)}
                      top={row * ROW}
                      isDragged={at !== bar}
                      room={width - x(at.start)}
                      onOpen={element => {
                        if (!wasDrag()) onOpen({ item: bar.item, element });
                      }}
                      onGrab={(event, grip) =>
                        grab(
                          event,
                          {
                            id: bar.id,
                            start: Date.parse(bar.item.start),
                            end: Date.parse(bar.item.end),
                          },
                          grip,
                        )
                      }
                    />
                  );
                })}
            </div>
          </section>
        ))}
      </div>
    </div>
  );
}
