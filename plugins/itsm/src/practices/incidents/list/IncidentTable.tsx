import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { IncidentSummary } from '@callboard/plugin-itsm-common';
import { Message, RecordTable } from '@callboard/plugin-itsm-react';
import { FileIncidentButton } from '../form/FileIncidentButton';
import { incidentRouteRef } from '../routes';
import { incidentsTranslationRef } from '../translation';
import { IncidentCard } from './IncidentCard';
import { useIncidentColumns } from './useIncidentColumns';
import type { IncidentList } from './useIncidentList';

/** The rows of the list with their states: loading, empty, failed, not allowed. */
export function IncidentTable(props: {
  list: IncidentList;
  /** The service that an incident filed from here is about. */
  service?: string;
}) {
  const { list, service } = props;
  const { result, change } = list;
  const { t } = useTranslationRef(incidentsTranslationRef);
  const incidentHref = useRouteRef(incidentRouteRef);
  const refs = result.data?.refs;
  const columns = useIncidentColumns(refs);
  const empty = (
    <Message
      title={t('list.empty.title')}
      actions={
        list.isFiltered ? (
          <Button variant="secondary" onPress={list.reset}>
            {t('list.filter.reset')}
          </Button>
        ) : (
          <FileIncidentButton service={service} />
        )
      }
    >
      {list.isFiltered ? t('list.empty.filtered') : t('list.empty.none')}
    </Message>
  );
  return (
    <RecordTable<IncidentSummary>
      label={t('list.title')}
      columns={columns}
      page={result.data}
      error={result.error}
      onRetry={() => result.refetch()}
      isStale={result.isPlaceholderData}
      hrefOf={({ number }) => incidentHref?.({ number })}
      renderCard={incident => <IncidentCard incident={incident} refs={refs} />}
      empty={empty}
      sort={list.sort}
      onSort={sort => change({ sort: sort.by, order: sort.order })}
      pageSize={list.pageSize}
      onPageSize={size => change({ size: String(size) })}
      onCursor={cursor => change({ cursor })}
    />
  );
}
