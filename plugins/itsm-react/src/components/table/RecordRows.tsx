import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Box, Skeleton } from '@backstage/ui';
import { RiArrowDownSLine, RiArrowUpSLine } from '@remixicon/react';
import { useRef, useState } from 'react';
import { itsmReactTranslationRef } from '../../translation';
import { RecordRow } from './RecordRow';
import styles from './RecordTable.module.css';
import type { ListItem, ListSort, RecordColumn } from './types';
import { useKeptFocus } from './useKeptFocus';
import type { RowSelection } from './useRowSelection';

/** What the rows of a list take. */
export interface RecordRowsProps<T extends ListItem> {
  label: string;
  columns: readonly RecordColumn<T>[];
  items: readonly T[] | undefined;
  hrefOf: (item: T) => string | undefined;
  nameOf: (item: T) => string;
  selection?: RowSelection<T>;
  onOpen?: (item: T) => void;
  /** The row that is open beside the list. */
  openId?: string;
  changed?: ReadonlySet<string>;
  sort?: ListSort;
  onSort?: (sort: ListSort) => void;
}

const PENDING_ROWS = [0, 1, 2, 3, 4, 5, 6, 7];
const NONE: readonly string[] = [];
const TICK_PX = 44;
const LEAST_PX = 180;

function HeadCell<T>(props: {
  column: RecordColumn<T>;
  sort?: ListSort;
  onSort?: (sort: ListSort) => void;
}) {
  const { column, sort, onSort } = props;
  const { sortsBy, label } = column;
  const look = {
    style: {
      width: typeof column.width === 'number' ? column.width : undefined,
    },
    className: column.align === 'right' ? styles.number : undefined,
  };
  if (!sortsBy || !onSort) {
    return (
      <th scope="col" {...look}>
        {label}
      </th>
    );
  }
  const sorted = sort?.by === sortsBy ? sort.order : undefined;
  const Arrow = sorted === 'asc' ? RiArrowUpSLine : RiArrowDownSLine;
  const direction = sorted === 'asc' ? 'ascending' : 'descending';
  return (
    <th scope="col" {...look} aria-sort={sorted ? direction : undefined}>
      <button
        type="button"
        className={styles.sorter}
        onClick={() =>
          onSort({ by: sortsBy, order: sorted === 'desc' ? 'asc' : 'desc' })
        }
      >
        {label}
        {sorted && <Arrow aria-hidden />}
      </button>
    </th>
  );
}

/** Selects the page, and shows whether all, some or none of it is. */
function PageTick<T extends ListItem>(props: { selection: RowSelection<T> }) {
  const { page, togglePage } = props.selection;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  return (
    <th scope="col" className={styles.tick}>
      <input
        type="checkbox"
        aria-label={t('select.page')}
        ref={input => {
          if (input) input.indeterminate = page === 'some';
        }}
        checked={page === 'all'}
        onChange={togglePage}
      />
    </th>
  );
}

/**
 * The rows of a list on a desk.
 *
 * A table of its own, because in Backstage UI's a row is either a link or a button, a click means
 * something else once a row is selected, and Shift does not reach the ticks.
 */
export function RecordRows<T extends ListItem>(props: RecordRowsProps<T>) {
  const { columns, items, selection, sort, onSort } = props;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const table = useRef<HTMLTableElement>(null);
  const [focused, setFocused] = useState<string>();
  const ids = items?.map(item => item.id) ?? NONE;
  useKeptFocus(table, ids);
  const stop = focused && ids.includes(focused) ? focused : ids[0];
  const least = columns.reduce(
    (sum, { width }) => sum + (typeof width === 'number' ? width : LEAST_PX),
    selection ? TICK_PX : 0,
  );
  return (
    <Box bg="neutral" className={styles.panel}>
      <table
        ref={table}
        role="grid"
        className={styles.table}
        style={{ minWidth: least }}
        aria-label={props.label}
        aria-multiselectable={selection ? true : undefined}
      >
        <thead>
          <tr>
            {selection && <PageTick selection={selection} />}
            {columns.map(column => (
              <HeadCell key={column.id} {...{ column, sort, onSort }} />
            ))}
          </tr>
        </thead>
        <tbody>
          {items?.map(item => (
            <RecordRow
              key={item.id}
              item={item}
              columns={columns}
              href={props.hrefOf(item)}
              selection={selection}
              onOpen={props.onOpen}
              isOpen={item.id === props.openId}
              isChanged={props.changed?.has(item.id) ?? false}
              isTabStop={item.id === stop}
              onFocus={setFocused}
              selectLabel={t('select.row', { name: props.nameOf(item) })}
            />
          ))}
          {!items &&
            PENDING_ROWS.map(row => (
              <tr key={row} className={styles.row}>
                {selection && <td className={styles.tick} />}
                {columns.map(column => (
                  <td key={column.id}>
                    <Skeleton height={16} />
                  </td>
                ))}
              </tr>
            ))}
        </tbody>
      </table>
    </Box>
  );
}
