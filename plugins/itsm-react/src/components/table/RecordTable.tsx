import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useBreakpoint, VisuallyHidden } from '@backstage/ui';
import type { ReactNode } from 'react';
import { useGo } from '../../routing';
import { itsmReactTranslationRef } from '../../translation';
import { FailureMessage } from '../states/FailureMessage';
import { Message } from '../states/Message';
import { PAGE_SIZES, PageTurner } from './PageTurner';
import { RecordCards } from './RecordCards';
import { RecordRows } from './RecordRows';
import type { RecordRowsProps } from './RecordRows';
import styles from './RecordTable.module.css';
import type { ListItem, ListPage } from './types';

/** What a list of records takes. */
export interface RecordTableProps<T extends ListItem>
  extends Omit<RecordRowsProps<T>, 'items' | 'nameOf'> {
  page: ListPage<T> | undefined;
  error: unknown;
  onRetry: () => void;
  /** A way out of a failure, beside trying again. */
  failureActions?: ReactNode;
  /** There is little room, because a record is open beside the list. */
  isNarrow?: boolean;
  /** The page shown is not the one asked for yet. */
  isStale?: boolean;
  renderCard: (item: T) => ReactNode;
  /** What stands there when nothing matches. */
  empty: ReactNode;
  /** What a row is called when it is selected; its id if not said. */
  nameOf?: (item: T) => string;
  pageSize: number;
  onPageSize: (size: number) => void;
  onCursor: (cursor: string) => void;
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
export function RecordTable<T extends ListItem>(props: RecordTableProps<T>) {
  const { page, error, onRetry, hrefOf, changed, isNarrow } = props;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const go = useGo();
  const narrow = useBreakpoint().down('sm');
  if (error && !page) {
    return (
      <FailureMessage
        error={error}
        onRetry={onRetry}
        actions={props.failureActions || undefined}
      />
    );
  }
  const isEmpty = page?.items.length === 0;
  // A list that is read for who may see some of it may go on behind an empty page.
  const goesOn = Boolean(page?.pageInfo.nextCursor);
  if (isEmpty && !goesOn) return <>{props.empty}</>;
  const openPage = (item: T) => {
    const href = hrefOf(item);
    if (href) go(href);
  };
  const columns = isNarrow
    ? props.columns.filter(column => column.keepsWhenNarrow)
    : props.columns;
  return (
    <section
      aria-label={props.label}
      aria-busy={!page || props.isStale}
      className={props.isStale ? styles.stale : undefined}
    >
      <VisuallyHidden role="status">
        {changed && changed.size > 0
          ? t('live.changed', { count: changed.size })
          : ''}
      </VisuallyHidden>
      {isEmpty && (
        <Message small title={t('pages.nothingHere')}>
          {t('pages.goesOn')}
        </Message>
      )}
      {!isEmpty && narrow && (
        <RecordCards
          label={props.label}
          items={page?.items}
          hrefOf={hrefOf}
          renderCard={props.renderCard}
          changed={changed}
        />
      )}
      {!isEmpty && !narrow && (
        <RecordRows
          {...props}
          columns={columns}
          items={page?.items}
          nameOf={props.nameOf ?? (item => item.id)}
          onOpen={props.onOpen ?? openPage}
        />
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
