import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ciTaskLifecycle } from '@callboard/plugin-itsm-common';
import type { CiTaskSummary } from '@callboard/plugin-itsm-common';
import {
  RefLabel,
  RelativeTime,
  StatusChip,
  useListColumns,
} from '@callboard/plugin-itsm-react';
import type { RecordColumn, Refs } from '@callboard/plugin-itsm-react';
import { useMemo } from 'react';
import { TASK_LIST } from './taskList';
import { ciTaskTranslationRef } from './translation';

/** The columns of the list, as they were chosen. */
export function useTaskColumns(
  chosen: readonly string[],
  refs: Refs | undefined,
): RecordColumn<CiTaskSummary>[] {
  const { t } = useTranslationRef(ciTaskTranslationRef);
  const drawn = useMemo(() => {
    const ref = (
      id: 'ciRef' | 'ownerRef' | 'assigneeRef',
      label: string,
      width: number,
    ): RecordColumn<CiTaskSummary> => ({
      id,
      label,
      width,
      render: task => <RefLabel entityRef={task[id]} refs={refs} plain />,
    });
    const columns: RecordColumn<CiTaskSummary>[] = [
      {
        id: 'number',
        label: t('column.number'),
        sortsBy: 'number',
        width: 104,
        keepsWhenNarrow: true,
        render: task => task.number,
      },
      {
        id: 'title',
        label: t('column.title'),
        width: '1fr',
        isLink: true,
        keepsWhenNarrow: true,
        render: task => <span title={task.title}>{task.title}</span>,
      },
      ref('ciRef', t('column.item'), 170),
      {
        id: 'status',
        label: t('column.status'),
        width: 132,
        keepsWhenNarrow: true,
        render: task => (
          <StatusChip
            status={task.status}
            category={task.statusCategory}
            lifecycle={ciTaskLifecycle}
          />
        ),
      },
      ref('ownerRef', t('column.owner'), 140),
      ref('assigneeRef', t('column.assignee'), 150),
      {
        id: 'updatedAt',
        label: t('column.updated'),
        sortsBy: 'updated',
        width: 136,
        render: task => <RelativeTime instant={task.updatedAt} />,
      },
    ];
    return columns;
  }, [t, refs]);
  return useListColumns(TASK_LIST.type, chosen, drawn, refs);
}
