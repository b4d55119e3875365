import type {
  CalendarChange,
  CalendarItem,
} from '@callboard/plugin-itsm-common';
import { ItemLine } from '../ItemLine';
import type { OpenedItem } from '../ItemPopover';
import { aroundOf } from '../looks';
import { ITEM_MARK } from '../useItemKeys';
import styles from './Timeline.module.css';

/** Words beside a band need so many pixels; a shape alone, so many. */
const WORDS = 130;
const SHAPE = 24;
const ROW = 26;

/** A freeze, maintenance or meeting: a band behind all lanes, with its title above them. */
export function TimelineBand(props: {
  item: Exclude<CalendarItem, CalendarChange>;
  left: number;
  right: number;
  height: number;
  width: number;
  /** Of the row that its title stands in. */
  row: number;
  /** Whether there are too many for words. */
  isDense: boolean;
  words: string;
  onOpen: (opened: OpenedItem) => void;
}) {
  const { item, left, right, height, width, row, isDense, words, onOpen } =
    props;
  const wide = Math.max(3, right - left);
  const kind = aroundOf(item);
  // The title of a narrow one reaches beyond it, and stays on the page.
  const room = Math.max(wide, isDense ? SHAPE : WORDS);
  const shift = Math.min(0, width - left - room);
  return (
    <div className={styles.bandSlot} style={{ left, width: wide }}>
      <span
        className={`${styles.band} ${styles[kind]}`}
        style={{ height }}
        aria-hidden
      />
      <button
        type="button"
        className={`${styles.bandTitle} ${styles[kind]}`}
        style={{ width: room, left: shift, top: 3 + row * ROW }}
        aria-label={words}
        title={words}
        {...{ [ITEM_MARK]: item.id }}
        onClick={event => onOpen({ item, element: event.currentTarget })}
      >
        <ItemLine item={item} />
      </button>
    </div>
  );
}
