import { Box, Cell, Table, useBreakpoint } from '@backstage/ui';
import type { ColumnConfig, SortDescriptor } from '@backstage/ui';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { FailureMessage } from '../states/FailureMessage';
import { PAGE_SIZES, PageTurner } from './PageTurner';
import { RecordCards } from './RecordCards';
import styles from './RecordTable.module.css';
import type { ListPage, ListSort, RecordColumn } from './types';

/** What a list of records takes. */
export interface RecordTableProps<T extends { id: string }> {
  /** What is listed, for screen readers. */
  label: string;
  columns: readonly RecordColumn<T>[];
  page: ListPage<T> | undefined;
  error: unknown;
  onRetry: () => void;
  /** The page shown is not the one asked for yet. */
  isStale?: boolean;
  hrefOf: (item: T) => string | undefined;
  renderCard: (item: T) => ReactNode;
  /** What stands there when nothing matches. */
  empty: ReactNode;
  sort?: ListSort;
  onSort?: (sort: ListSort) => void;
  pageSize: number;
  onPageSize: (size: number) => void;
  onCursor: (cursor: string) => void;
}

function toColumnConfig<T extends { id: string }>(
  column: RecordColumn<T>,
  index: number,
): ColumnConfig<T> {
  const cellClass =
    column.align === 'right' ? `${styles.cell} ${styles.number}` : styles.cell;
  return {
    id: column.sortsBy ?? column.id,
    label: column.label,
    isSortable: Boolean(column.sortsBy),
    isRowHeader: index === 0,
    width: column.width,
    minWidth: typeof column.width === 'number' ? column.width : 120,
    cell: item => (
      <Cell>
        <span className={cellClass}>{column.render(item)}</span>
      </Cell>
    ),
  };
}

/** Whether a page is one of several, or would be with a smaller size. */
function worthTurning<T>({ items, pageInfo }: ListPage<T>): boolean {
  const { nextCursor, prevCursor } = pageInfo;
  return Boolean(nextCursor || prevCursor) || items.length > PAGE_SIZES[0];
}

/**
 * A list of records: columns on a desk, cards on a phone, and for each of the states that a list
 * can be in (loading, empty, failed, not allowed) something to read and to do.
 */
export function RecordTable<T extends { id: string }>(
  props: RecordTableProps<T>,
) {
  const { columns, page, error, onRetry, hrefOf, sort, onSort } = props;
  const narrow = useBreakpoint().down('sm');
  const config = useMemo(() => columns.map(toColumnConfig), [columns]);
  if (error && !page) return <FailureMessage error={error} onRetry={onRetry} />;
  if (page?.items.length === 0) return <>{props.empty}</>;
  const descriptor: SortDescriptor | null = sort
    ? {
        column: sort.by,
        direction: sort.order === 'asc' ? 'ascending' : 'descending',
      }
    : null;
  return (
    <section
      aria-label={props.label}
      aria-busy={!page || props.isStale}
      className={props.isStale ? styles.stale : undefined}
    >
      {narrow ? (
        <RecordCards
          label={props.label}
          items={page?.items}
          hrefOf={hrefOf}
          renderCard={props.renderCard}
        />
      ) : (
        <Box bg="neutral" className={styles.panel}>
          <Table<T>
            className={styles.table}
            columnConfig={config as ColumnConfig<T>[]}
            data={page?.items}
            isPending={!page}
            pagination={{ type: 'none' }}
            rowConfig={{ getHref: hrefOf }}
            sort={{
              descriptor,
              onSortChange: next =>
                onSort?.({
                  by: String(next.column),
                  order: next.direction === 'ascending' ? 'asc' : 'desc',
                }),
            }}
          />
        </Box>
      )}
      {page && worthTurning(page) && (
        <PageTurner
          pageInfo={page.pageInfo}
          pageSize={props.pageSize}
          onPageSize={props.onPageSize}
          onCursor={props.onCursor}
        />
      )}
    </section>
  );
}
