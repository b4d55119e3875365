import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import type { IncidentSummary } from '@callboard/plugin-itsm-common';
import { DeskTable } from '@callboard/plugin-itsm-react';
import { FileIncidentButton } from '../form/FileIncidentButton';
import { incidentRouteRef } from '../routes';
import { IncidentCard } from './IncidentCard';
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
  const { t } = useTranslationRef(incidentListTranslationRef);
  const incidentHref = useRouteRef(incidentRouteRef);
  const refs = list.page?.refs;
  const columns = useIncidentColumns(list.columns, refs);
  return (
    <DeskTable<IncidentSummary>
      list={list}
      columns={columns}
      hrefOf={number => incidentHref?.({ number })}
      renderCard={(incident, added) => (
        <IncidentCard incident={incident} refs={refs} added={added} />
      )}
      fileButton={<FileIncidentButton service={service} />}
      words={{
        title: t('title'),
        emptyTitle: t('empty.title'),
        empty: list.isFiltered
          ? t('empty.filtered')
          : t(`empty.${list.queue as IncidentQueue}`),
        resetFilter: t('filter.reset'),
        sortUsually: t('sortUsually'),
      }}
      onOpen={onOpen}
      isDesk={isDesk}
    />
  );
}
