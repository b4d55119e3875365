import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { incidentLifecycle } from '@callboard/plugin-itsm-common';
import type { IncidentSummary } from '@callboard/plugin-itsm-common';
import {
  Pill,
  PriorityBadge,
  RefLabel,
  RelativeTime,
  StatusChip,
  useListColumns,
} from '@callboard/plugin-itsm-react';
import type { RecordColumn, Refs } from '@callboard/plugin-itsm-react';
import { useMemo } from 'react';
import { INCIDENT_LIST } from './incidentList';
import styles from './IncidentTitle.module.css';
import { incidentListTranslationRef } from './translation';

function useDrawnColumns(
  refs: Refs | undefined,
): RecordColumn<IncidentSummary>[] {
  const { t } = useTranslationRef(incidentListTranslationRef);
  return useMemo(() => {
    const ref = (
      id: 'serviceRef' | 'ownerRef' | 'assigneeRef',
      label: string,
      width: number,
    ): RecordColumn<IncidentSummary> => ({
      id,
      label,
      width,
      sortsBy: id,
      render: incident => (
        <RefLabel entityRef={incident[id]} refs={refs} plain />
      ),
    });
    return [
      {
        id: 'number',
        label: t('column.number'),
        sortsBy: 'number',
        width: 98,
        keepsWhenNarrow: true,
        render: incident => incident.number,
      },
      {
        id: 'title',
        label: t('column.title'),
        width: '1fr',
        isLink: true,
        keepsWhenNarrow: true,
        render: incident => (
          <span title={incident.title}>{incident.title}</span>
        ),
        before: incident =>
          incident.major && (
            <span className={styles.major}>
              <Pill tone="critical">{t('major')}</Pill>
            </span>
          ),
      },
      {
        id: 'priority',
        label: t('column.priority'),
        sortsBy: 'priority',
        width: 138,
        render: incident => <PriorityBadge priority={incident.priority} />,
      },
      {
        id: 'status',
        label: t('column.status'),
        width: 126,
        keepsWhenNarrow: true,
        render: incident => (
          <StatusChip
            status={incident.status}
            category={incident.statusCategory}
            lifecycle={incidentLifecycle}
          />
        ),
      },
      ref('serviceRef', t('column.service'), 124),
      ref('ownerRef', t('column.owner'), 124),
      ref('assigneeRef', t('column.assignee'), 124),
      {
        id: 'updatedAt',
        label: t('column.updated'),
        sortsBy: 'updated',
        width: 116,
        render: incident => <RelativeTime instant={incident.updatedAt} />,
      },
    ];
  }, [t, refs]);
}

/** The columns of the list, as they were chosen. */
export function useIncidentColumns(
  chosen: readonly string[],
  refs: Refs | undefined,
): RecordColumn<IncidentSummary>[] {
  return useListColumns(
    INCIDENT_LIST.type,
    chosen,
    useDrawnColumns(refs),
    refs,
  );
}
