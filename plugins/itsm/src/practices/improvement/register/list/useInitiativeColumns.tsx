import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { initiativeLifecycle } from '@callboard/plugin-itsm-common';
import type { InitiativeSummary } from '@callboard/plugin-itsm-common';
import {
  RefLabel,
  RelativeTime,
  StatusChip,
  useListColumns,
} from '@callboard/plugin-itsm-react';
import type { RecordColumn, Refs } from '@callboard/plugin-itsm-react';
import { useMemo } from 'react';
import { registerTranslationRef } from '../translation';
import { DueOf } from '../words/DueOf';
import { Progress } from '../words/Progress';
import { useKpiNames } from '../words/useKpiNames';
import { VerdictNow } from '../words/VerdictOf';
import { INITIATIVE_LIST } from './initiativeList';

function useDrawnColumns(
  refs: Refs | undefined,
): RecordColumn<InitiativeSummary>[] {
  const { t } = useTranslationRef(registerTranslationRef);
  const nameOf = useKpiNames();
  return useMemo(() => {
    const ref = (
      id: 'serviceRef' | 'ownerRef' | 'assigneeRef',
      label: string,
    ): RecordColumn<InitiativeSummary> => ({
      id,
      label,
      width: 112,
      sortsBy: id,
      render: row => <RefLabel entityRef={row[id]} refs={refs} plain />,
    });
    return [
      {
        id: 'number',
        label: t('column.number'),
        sortsBy: 'number',
        width: 98,
        keepsWhenNarrow: true,
        render: row => row.number,
      },
      {
        id: 'title',
        label: t('column.title'),
        width: '1fr',
        isLink: true,
        keepsWhenNarrow: true,
        render: row => <span title={row.title}>{row.title}</span>,
      },
      {
        id: 'kpi',
        label: t('column.kpi'),
        width: 150,
        sortsBy: 'kpi',
        render: ({ kpi, statistic }) => {
          const name = kpi && nameOf(kpi, statistic);
          return name && <span title={name}>{name}</span>;
        },
      },
      {
        id: 'baselineValue',
        label: t('column.progress'),
        width: 214,
        render: row => <Progress initiative={row} />,
      },
      {
        id: 'verdict',
        label: t('column.verdict'),
        width: 156,
        render: row => <VerdictNow initiative={row} />,
      },
      {
        id: 'status',
        label: t('column.status'),
        width: 128,
        keepsWhenNarrow: true,
        render: row => (
          <StatusChip
            status={row.status}
            category={row.statusCategory}
            lifecycle={initiativeLifecycle}
          />
        ),
      },
      {
        id: 'dueAt',
        label: t('column.due'),
        sortsBy: 'dueAt',
        width: 116,
        render: row => <DueOf initiative={row} />,
      },
      ref('assigneeRef', t('column.assignee')),
      ref('serviceRef', t('column.service')),
      ref('ownerRef', t('column.owner')),
      {
        id: 'savedHours',
        label: t('column.saved'),
        sortsBy: 'savedHours',
        width: 104,
        render: ({ savedHours }) =>
          savedHours === undefined ? '' : `${Math.round(savedHours)} h`,
      },
      {
        id: 'updatedAt',
        label: t('column.updated'),
        sortsBy: 'updated',
        width: 116,
        render: row => <RelativeTime instant={row.updatedAt} />,
      },
    ];
  }, [t, refs, nameOf]);
}

/** The columns of the list, as they were chosen. */
export function useInitiativeColumns(
  chosen: readonly string[],
  refs: Refs | undefined,
): RecordColumn<InitiativeSummary>[] {
  return useListColumns(
    INITIATIVE_LIST.type,
    chosen,
    useDrawnColumns(refs),
    refs,
  );
}
