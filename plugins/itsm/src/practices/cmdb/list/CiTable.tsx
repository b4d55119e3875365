import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { CiListItem } from '@callboard/plugin-itsm-common';
import {
  Message,
  RecordTable,
  useEntityHref,
} from '@callboard/plugin-itsm-react';
import { CiCard } from './CiCard';
import type { CiView } from './ciList';
import { ciListTranslationRef } from './translation';
import { useCiColumns } from './useCiColumns';
import type { CiList } from './useCiList';

/** The rows of the list with their states: loading, empty, failed, not allowed. */
export function CiTable(props: {
  list: CiList;
  /** Opens an item beside the list; without it a row leads to the page. */
  onOpen?: (item: CiListItem) => void;
  /** Rows can be selected. */
  isDesk?: boolean;
}) {
  const { list, onOpen, isDesk } = props;
  const { page, result, change } = list;
  const { t } = useTranslationRef(ciListTranslationRef);
  const hrefOf = useEntityHref();
  const refs = page?.refs;
  const columns = useCiColumns(list.columns, refs);
  return (
    <RecordTable<CiListItem>
      label={t('title')}
      columns={columns}
      page={page}
      error={result.error}
      onRetry={() => result.refetch()}
      isStale={result.isPlaceholderData}
      // What the catalog has no longer has no page of its own; its history is read beside.
      hrefOf={item => (item.goneAt ? undefined : hrefOf(item.ref))}
      nameOf={({ title }) => title}
      renderCard={item => <CiCard item={item} refs={refs} />}
      empty={
        <Message
          title={t('empty.title')}
          actions={
            list.isFiltered && (
              <Button variant="secondary" onPress={list.reset}>
                {t('filter.reset')}
              </Button>
            )
          }
        >
          {list.isFiltered
            ? t('empty.filtered')
            : t(`empty.${list.queue as CiView}`)}
        </Message>
      }
      selection={isDesk ? list.selection : undefined}
      onOpen={onOpen}
      openId={list.open}
      isNarrow={Boolean(onOpen && list.open)}
      sort={list.sort}
      onSort={sort => change({ sort: sort.by, order: sort.order })}
      pageSize={list.pageSize}
      onPageSize={size => change({ size: String(size) })}
      onCursor={cursor => change({ cursor })}
    />
  );
}
