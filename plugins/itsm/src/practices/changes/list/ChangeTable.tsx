import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { ChangeSummary } from '@callboard/plugin-itsm-common';
import {
  Message,
  RecordTable,
  useAddedColumns,
  withAdded,
} from '@callboard/plugin-itsm-react';
import { useMemo } from 'react';
import { FileChangeButton } from '../FileChangeButton';
import { changeRouteRef } from '../routes';
import { ChangeCard } from './ChangeCard';
import { CHANGE_LIST } from './changeList';
import type { ChangeQueue } from './changeList';
import { changeListTranslationRef } from './translation';
import { useChangeColumns } from './useChangeColumns';
import type { ChangeList } from './useChangeList';

/** The rows of the list with their states: loading, empty, failed, not allowed. */
export function ChangeTable(props: {
  list: ChangeList;
  /** What a change that is filed from here touches. */
  entity?: string;
  /** Opens a change beside the list; without it a row leads to the page. */
  onOpen?: (change: ChangeSummary) => void;
  /** Rows can be selected. */
  isDesk?: boolean;
}) {
  const { list, entity, onOpen, isDesk } = props;
  const { page, result } = list;
  const { t } = useTranslationRef(changeListTranslationRef);
  const changeHref = useRouteRef(changeRouteRef);
  const refs = page?.refs;
  const added = useAddedColumns(CHANGE_LIST.type, page?.items);
  const drawn = useChangeColumns(list.columns, refs);
  const columns = useMemo(() => withAdded(drawn, added), [drawn, added]);
  const empty = (
    <Message
      title={t('empty.title')}
      actions={
        list.isFiltered ? (
          <Button variant="secondary" onPress={list.reset}>
            {t('filter.reset')}
          </Button>
        ) : (
          <FileChangeButton entity={entity} />
        )
      }
    >
      {list.isFiltered
        ? t('empty.filtered')
        : t(`empty.${list.queue as ChangeQueue}`)}
    </Message>
  );
  return (
    <RecordTable<ChangeSummary>
      label={t('title')}
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
            {t('sortUsually')}
          </Button>
        )
      }
      isStale={result.isPlaceholderData}
      hrefOf={({ number }) => changeHref?.({ number })}
      nameOf={({ number }) => number}
      renderCard={change => (
        <ChangeCard change={change} refs={refs} added={added} />
      )}
      empty={empty}
      selection={isDesk ? list.selection : undefined}
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
