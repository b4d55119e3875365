import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { InitiativeSummary } from '@callboard/plugin-itsm-common';
import {
  Message,
  RecordTable,
  useAddedColumns,
  withAdded,
} from '@callboard/plugin-itsm-react';
import { useMemo } from 'react';
import { initiativeRouteRef } from '../../routes';
import { FileInitiativeButton } from '../FileInitiativeButton';
import { registerTranslationRef } from '../translation';
import { InitiativeCard } from './InitiativeCard';
import { INITIATIVE_LIST } from './initiativeList';
import type { InitiativeQueue } from './initiativeList';
import { useInitiativeColumns } from './useInitiativeColumns';
import type { InitiativeList } from './useInitiativeList';

/** The rows of the register with their states: loading, empty, failed, not allowed. */
export function InitiativeTable(props: {
  list: InitiativeList;
  /** Opens an initiative beside the list; without it a row leads to the page. */
  onOpen?: (initiative: InitiativeSummary) => void;
  /** Rows can be selected. */
  isDesk?: boolean;
}) {
  const { list, onOpen, isDesk } = props;
  const { page, result } = list;
  const { t } = useTranslationRef(registerTranslationRef);
  const hrefOf = useRouteRef(initiativeRouteRef);
  const refs = page?.refs;
  const added = useAddedColumns(INITIATIVE_LIST.type, page?.items);
  const drawn = useInitiativeColumns(list.columns, refs);
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
          <FileInitiativeButton />
        )
      }
    >
      {list.isFiltered
        ? t('empty.filtered')
        : t(`empty.${list.queue as InitiativeQueue}`)}
    </Message>
  );
  return (
    <RecordTable<InitiativeSummary>
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
      hrefOf={({ number }) => hrefOf?.({ number })}
      nameOf={({ number }) => number}
      renderCard={initiative => (
        <InitiativeCard initiative={initiative} refs={refs} added={added} />
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
