import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { changeLifecycle } from '@callboard/plugin-itsm-common';
import type { ChangeSummary } from '@callboard/plugin-itsm-common';
import {
  RefLabel,
  RelativeTime,
  StatusChip,
  useListColumns,
} from '@callboard/plugin-itsm-react';
import type { RecordColumn, Refs } from '@callboard/plugin-itsm-react';
import { useMemo } from 'react';
import { ChangeTypeWords } from '../words/ChangeTypeWords';
import { PlannedWindow } from '../words/PlannedWindow';
import { RiskPill } from '../words/RiskPill';
import { CHANGE_LIST } from './changeList';
import { changeListTranslationRef } from './translation';

function useDrawnColumns(
  refs: Refs | undefined,
): RecordColumn<ChangeSummary>[] {
  const { t } = useTranslationRef(changeListTranslationRef);
  return useMemo(() => {
    const ref = (
      id: 'serviceRef' | 'ownerRef' | 'assigneeRef',
      label: string,
    ): RecordColumn<ChangeSummary> => ({
      id,
      label,
      width: 112,
      sortsBy: id,
      render: change => <RefLabel entityRef={change[id]} refs={refs} plain />,
    });
    return [
      {
        id: 'number',
        label: t('column.number'),
        sortsBy: 'number',
        width: 98,
        keepsWhenNarrow: true,
        render: change => change.number,
      },
      {
        id: 'title',
        label: t('column.title'),
        width: '1fr',
        isLink: true,
        keepsWhenNarrow: true,
        render: change => <span title={change.title}>{change.title}</span>,
      },
      ref('serviceRef', t('column.service')),
      {
        id: 'changeType',
        label: t('column.type'),
        sortsBy: 'changeType',
        width: 128,
        render: change => <ChangeTypeWords type={change.changeType} />,
      },
      {
        id: 'risk',
        label: t('column.risk'),
        width: 108,
        render: change => <RiskPill risk={change.risk} />,
      },
      {
        id: 'status',
        label: t('column.status'),
        width: 126,
        keepsWhenNarrow: true,
        render: change => (
          <StatusChip
            status={change.status}
            category={change.statusCategory}
            lifecycle={changeLifecycle}
          />
        ),
      },
      {
        id: 'plannedStart',
        label: t('column.planned'),
        sortsBy: 'plannedStart',
        width: 164,
        render: change => (
          <PlannedWindow
            short
            start={change.plannedStart}
            end={change.plannedEnd}
          />
        ),
      },
      ref('assigneeRef', t('column.assignee')),
      ref('ownerRef', t('column.owner')),
      {
        id: 'updatedAt',
        label: t('column.updated'),
        sortsBy: 'updated',
        width: 116,
        render: change => <RelativeTime instant={change.updatedAt} />,
      },
    ];
  }, [t, refs]);
}

/** The columns of the list, as they were chosen. */
export function useChangeColumns(
  chosen: readonly string[],
  refs: Refs | undefined,
): RecordColumn<ChangeSummary>[] {
  return useListColumns(CHANGE_LIST.type, chosen, useDrawnColumns(refs), refs);
}
