import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { incidentLifecycle } from '@callboard/plugin-itsm-common';
import type { IncidentSummary } from '@callboard/plugin-itsm-common';
import {
  PriorityBadge,
  RefLabel,
  RelativeTime,
  StatusChip,
} from '@callboard/plugin-itsm-react';
import type { RecordColumn, Refs } from '@callboard/plugin-itsm-react';
import { useMemo } from 'react';
import { incidentsTranslationRef } from '../translation';

/** The columns of the list. */
export function useIncidentColumns(
  refs: Refs | undefined,
): RecordColumn<IncidentSummary>[] {
  const { t } = useTranslationRef(incidentsTranslationRef);
  return useMemo(
    () => [
      {
        id: 'number',
        label: t('list.column.number'),
        sortsBy: 'number',
        width: 100,
        render: incident => incident.number,
      },
      {
        id: 'title',
        label: t('list.column.title'),
        width: '1fr',
        render: incident => (
          <span title={incident.title}>{incident.title}</span>
        ),
      },
      {
        id: 'priority',
        label: t('list.column.priority'),
        sortsBy: 'priority',
        width: 132,
        render: incident => <PriorityBadge priority={incident.priority} />,
      },
      {
        id: 'status',
        label: t('list.column.status'),
        width: 124,
        render: incident => (
          <StatusChip
            status={incident.status}
            category={incident.statusCategory}
            lifecycle={incidentLifecycle}
          />
        ),
      },
      {
        id: 'service',
        label: t('list.column.service'),
        width: 130,
        render: incident => (
          <RefLabel entityRef={incident.serviceRef} refs={refs} plain />
        ),
      },
      {
        id: 'owner',
        label: t('list.column.owner'),
        width: 116,
        render: incident => (
          <RefLabel entityRef={incident.ownerRef} refs={refs} plain />
        ),
      },
      {
        id: 'assignee',
        label: t('list.column.assignee'),
        width: 126,
        render: incident => (
          <RefLabel entityRef={incident.assigneeRef} refs={refs} plain />
        ),
      },
      {
        id: 'updated',
        label: t('list.column.updated'),
        sortsBy: 'updated',
        width: 130,
        render: incident => <RelativeTime instant={incident.updatedAt} />,
      },
    ],
    [t, refs],
  );
}
