import type { CalendarChange } from '@callboard/plugin-itsm-common';
import type { PointerEvent } from 'react';
import { groundOf } from '../looks';
import { ItemLine } from '../ItemLine';
import { ITEM_MARK } from '../useItemKeys';
import styles from './Timeline.module.css';
import type { Grip } from './useBarDrag';
import { wordsPlace } from './wordsPlace';

/** A bar has ends to take hold of if it is this wide. */
const GRIPS = 16;

/** A change as a bar as long as it takes; what it is called stands in it, or beside it if it is short. */
export function TimelineBar(props: {
  item: CalendarChange;
  words: string;
  left: number;
  width: number;
  top: number;
  /** Pixels up to the end of the timeline. */
  room: number;
  isDragged: boolean;
  onOpen: (element: HTMLElement) => void;
  onGrab: (event: PointerEvent<HTMLElement>, grip: Grip) => void;
}) {
  const { item, words, left, top, room, isDragged, onOpen, onGrab } = props;
  const { width, words: place } = wordsPlace(props.width, room);
  const { movable } = item;
  const grip = (at: Grip) =>
    movable ? (e: PointerEvent<HTMLElement>) => onGrab(e, at) : undefined;
  return (
    <div
      className={styles.bar}
      data-dragged={isDragged ? '' : undefined}
      data-movable={movable ? '' : undefined}
      style={{ left, top, width }}
    >
      <button
        type="button"
        className={`${styles.ground} ${groundOf(item)}`}
        aria-label={words}
        title={words}
        {...{ [ITEM_MARK]: item.id }}
        onPointerDown={grip('move')}
        onClick={event => onOpen(event.currentTarget)}
      >
        {place === 'within' && <ItemLine item={item} />}
      </button>
      {place !== 'within' && (
        <span className={styles[place]} aria-hidden>
          <ItemLine item={item} />
        </span>
      )}
      {movable && width > GRIPS && (
        <>
          <span
            className={styles.startGrip}
            onPointerDown={grip('start')}
            aria-hidden
          />
          <span
            className={styles.endGrip}
            onPointerDown={grip('end')}
            aria-hidden
          />
        </>
      )}
    </div>
  );
}
