import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { retrospectiveLifecycle } from '@callboard/plugin-itsm-common';
import type { RetrospectiveSummary } from '@callboard/plugin-itsm-common';
import {
  RefLabel,
  RelativeTime,
  StatusChip,
  useListColumns,
} from '@callboard/plugin-itsm-react';
import type { RecordColumn, Refs } from '@callboard/plugin-itsm-react';
import { useMemo } from 'react';
import { cultureTranslationRef } from '../translation';
import { RETROSPECTIVE_LIST } from './retrospectiveList';

/** The columns of the list, as they were chosen. */
export function useRetrospectiveColumns(
  chosen: readonly string[],
  refs: Refs | undefined,
): RecordColumn<RetrospectiveSummary>[] {
  const { t } = useTranslationRef(cultureTranslationRef);
  const drawn = useMemo(() => {
    const columns: RecordColumn<RetrospectiveSummary>[] = [
      {
        id: 'number',
        label: t('column.number'),
        sortsBy: 'number',
        width: 96,
        keepsWhenNarrow: true,
        render: ({ number }) => number,
      },
      {
        id: 'title',
        label: t('column.title'),
        width: '1fr',
        isLink: true,
        keepsWhenNarrow: true,
        render: ({ title }) => <span title={title}>{title}</span>,
      },
      {
        id: 'ownerRef',
        label: t('column.team'),
        width: 160,
        render: ({ ownerRef }) => (
          <RefLabel entityRef={ownerRef} refs={refs} plain />
        ),
      },
      {
        id: 'status',
        label: t('column.status'),
        width: 132,
        keepsWhenNarrow: true,
        render: ({ status, statusCategory }) => (
          <StatusChip
            status={status}
            category={statusCategory}
            lifecycle={retrospectiveLifecycle}
          />
        ),
      },
      {
        id: 'heldAt',
        label: t('column.held'),
        sortsBy: 'heldAt',
        width: 136,
        render: ({ heldAt }) => heldAt && <RelativeTime instant={heldAt} />,
      },
      {
        id: 'updatedAt',
        label: t('column.updated'),
        sortsBy: 'updated',
        width: 136,
        render: ({ updatedAt }) => <RelativeTime instant={updatedAt} />,
      },
    ];
    return columns;
  }, [t, refs]);
  return useListColumns(RETROSPECTIVE_LIST.type, chosen, drawn, refs);
}
