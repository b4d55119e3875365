import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { IncidentSummary } from '@callboard/plugin-itsm-common';
import {
  Message,
  RecordTable,
  useAddedColumns,
  withAdded,
} from '@callboard/plugin-itsm-react';
import { useMemo } from 'react';
import { FileIncidentButton } from '../form/FileIncidentButton';
import { incidentRouteRef } from '../routes';
import { IncidentCard } from './IncidentCard';
import { INCIDENT_LIST } from './incidentList';
import type { IncidentQueue } from './incidentList';
import { incidentListTranslationRef } from './translation';
import { useIncidentColumns } from './useIncidentColumns';
import type { IncidentList } from './useIncidentList';

/** The rows of the list with their states: loading, empty, failed, not allowed. */
export function IncidentTable(props: {
  list: IncidentList;
  /** The service that an incident filed from here is about. */
  service?: string;
  /** Opens an incident beside the list; without it a row leads to the page. */
  onOpen?: (incident: IncidentSummary) => void;
  /** Rows can be selected. */
  isDesk?: boolean;
}) {
  const { list, service, onOpen, isDesk } = props;
  const { page, result, change } = list;
  const { t } = useTranslationRef(incidentListTranslationRef);
  const incidentHref = useRouteRef(incidentRouteRef);
  const refs = page?.refs;
  const added = useAddedColumns(INCIDENT_LIST.type, page?.items);
  const drawn = useIncidentColumns(list.columns, refs);
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
          <FileIncidentButton service={service} />
        )
      }
    >
      {list.isFiltered
        ? t('empty.filtered')
        : t(`empty.${list.queue as IncidentQueue}`)}
    </Message>
  );
  return (
    <RecordTable<IncidentSummary>
      label={t('title')}
      columns={columns}
      page={page}
      error={result.error}
      onRetry={() => result.refetch()}
      failureActions={
        list.url.get('sort') && (
          <Button
            variant="secondary"
            onPress={() => change({ sort: undefined, order: undefined })}
          >
            {t('sortUsually')}
          </Button>
        )
      }
      isStale={result.isPlaceholderData}
      hrefOf={({ number }) => incidentHref?.({ number })}
      nameOf={({ number }) => number}
      renderCard={incident => (
        <IncidentCard incident={incident} refs={refs} added={added} />
      )}
      empty={empty}
      selection={isDesk ? list.selection : undefined}
      onOpen={onOpen}
      openId={page?.items.find(({ number }) => number === list.open)?.id}
      isNarrow={Boolean(onOpen && list.open)}
      changed={list.changed}
      sort={list.sort}
      onSort={sort => change({ sort: sort.by, order: sort.order })}
      pageSize={list.pageSize}
      onPageSize={size => change({ size: String(size) })}
      onCursor={cursor => change({ cursor })}
    />
  );
}
