import { Button } from '@backstage/ui';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useAddedColumns, withAdded } from '../../api/recordColumns';
import type { UrlValues } from '../../routing';
import { Message } from '../states/Message';
import { RecordTable } from './RecordTable';
import type { ListItem, ListPage, ListSort, RecordColumn } from './types';
import type { RowSelection } from './useRowSelection';

/** A record as a row. */
type DeskRow = ListItem & { number: string };

/** What the rows of a desk need of their list, see `useRecordList`. */
export interface DeskTableList<R extends DeskRow> {
  spec: { type: string };
  url: Pick<UrlValues, 'get'>;
  page?: ListPage<R>;
  result: {
    error: unknown;
    isPlaceholderData: boolean;
    refetch(): unknown;
  };
  change: UrlValues['set'];
  isFiltered: boolean;
  reset: () => void;
  sort: ListSort;
  pageSize: number;
  selection: RowSelection<R>;
  changed: ReadonlySet<string>;
  /** Number of the record that is open beside the list. */
  open?: string;
}

/** The rows of a list of records with their states: loading, empty, failed, not allowed. */
export function DeskTable<R extends DeskRow>(props: {
  list: DeskTableList<R>;
  /** Those that are chosen; what others add comes on top. */
  columns: readonly RecordColumn<R>[];
  hrefOf: (number: string) => string | undefined;
  renderCard: (record: R, added: readonly RecordColumn<R>[]) => ReactNode;
  /** Files the first one. */
  fileButton: ReactNode;
  words: {
    title: string;
    emptyTitle: string;
    /** Why nothing is there. */
    empty: string;
    resetFilter: string;
    sortUsually: string;
  };
  /** Opens a record beside the list; without it a row leads to the page. */
  onOpen?: (record: R) => void;
  /** Rows can be selected. */
  isDesk?: boolean;
}) {
  const { list, hrefOf, renderCard, words, onOpen } = props;
  const { page, result } = list;
  const added = useAddedColumns(list.spec.type, page?.items);
  const columns = useMemo(
    () => withAdded(props.columns, added),
    [props.columns, added],
  );
  return (
    <RecordTable<R>
      label={words.title}
      columns={columns}
      page={page}
      error={result.error}
      onRetry={() => result.refetch()}
      failureActions={
        list.url.get('sort') && (
          <Button
            variant="secondary"
            onPress={() => list.change({ sort: undefined, order: undefined })}
          >
            {words.sortUsually}
          </Button>
        )
      }
      isStale={result.isPlaceholderData}
      hrefOf={({ number }) => hrefOf(number)}
      nameOf={({ number }) => number}
      renderCard={record => renderCard(record, added)}
      empty={
        <Message
          title={words.emptyTitle}
          actions={
            list.isFiltered ? (
              <Button variant="secondary" onPress={list.reset}>
                {words.resetFilter}
              </Button>
            ) : (
              props.fileButton
            )
          }
        >
          {words.empty}
        </Message>
      }
      selection={props.isDesk ? list.selection : undefined}
      onOpen={onOpen}
      openId={page?.items.find(({ number }) => number === list.open)?.id}
      isNarrow={Boolean(onOpen && list.open)}
      changed={list.changed}
      sort={list.sort}
      onSort={sort => list.change({ sort: sort.by, order: sort.order })}
      pageSize={list.pageSize}
      onPageSize={size => list.change({ size: String(size) })}
      onCursor={cursor => list.change({ cursor })}
    />
  );
}
