import type { KeyboardEvent, MouseEvent } from 'react';
import { RouterLink } from '../../routing';
import styles from './RecordTable.module.css';
import type { ListItem, RecordColumn } from './types';
import type { RowSelection } from './useRowSelection';

const OWN_ACTION = 'a, button, input, label';
const noop = () => {};

/** What one row takes. */
export interface RecordRowProps<T extends ListItem> {
  item: T;
  columns: readonly RecordColumn<T>[];
  href: string | undefined;
  selection?: RowSelection<T>;
  /** Opens the record beside the list, or on its page where nothing can stand beside. */
  onOpen?: (item: T) => void;
  isOpen: boolean;
  isChanged: boolean;
  /** Whether Tab leads here; one row of a list at a time. */
  isTabStop: boolean;
  onFocus: (id: string) => void;
  /** What the tick says, e.g. `Select INC-1042`. */
  selectLabel: string;
}

/** One row: the title leads to the page, the rest of it opens, and a tick selects. */
export function RecordRow<T extends ListItem>(props: RecordRowProps<T>) {
  const { item, columns, href, selection, onOpen } = props;
  const tab = props.isTabStop ? 0 : -1;

  const click = (event: MouseEvent) => {
    const target = event.target as HTMLElement;
    if (target.closest(OWN_ACTION)) return;
    if (event.shiftKey && selection) {
      selection.toggle(item, true);
    } else if ((event.ctrlKey || event.metaKey) && selection) {
      selection.toggle(item);
    } else if (!window.getSelection()?.toString()) {
      onOpen?.(item);
    }
  };
  const press = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    if (event.key === 'Enter') onOpen?.(item);
    else if (event.key === ' ' && selection)
      selection.toggle(item, event.shiftKey);
    else return;
    event.preventDefault();
  };
  return (
    <tr
      className={styles.row}
      data-itsm-row={item.id}
      data-opens={onOpen ? '' : undefined}
      data-open={props.isOpen ? '' : undefined}
      data-changed={props.isChanged ? '' : undefined}
      aria-selected={selection ? selection.has(item.id) : undefined}
      tabIndex={tab}
      onFocus={() => props.onFocus(item.id)}
      onMouseDown={event => {
        // Shift would select the words between the two clicks, not the rows.
        if (event.shiftKey) event.preventDefault();
      }}
      onClick={click}
      onKeyDown={press}
    >
      {selection && (
        <td className={styles.tick}>
          {/* The browser's own: it tells whether Shift was held, which Backstage UI's does not. */}
          <input
            type="checkbox"
            aria-label={props.selectLabel}
            tabIndex={tab}
            checked={selection.has(item.id)}
            onChange={noop}
            onClick={event => selection.toggle(item, event.shiftKey)}
          />
        </td>
      )}
      {columns.map(column => (
        <td key={column.id}>
          <span
            className={
              column.align === 'right'
                ? `${styles.cell} ${styles.number}`
                : styles.cell
            }
          >
            {column.before?.(item)}
            {column.isLink && href ? (
              <RouterLink className={styles.link} to={href} tabIndex={tab}>
                {column.render(item)}
              </RouterLink>
            ) : (
              column.render(item)
            )}
          </span>
        </td>
      ))}
    </tr>
  );
}
