import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Lifecycle, StatusCategory } from '@callboard/plugin-itsm-common';
import { useMemo } from 'react';
import { itsmReactTranslationRef } from '../../translation';
import { StatusChip } from '../StatusChip';
import { RefLabel } from '../text/RefLabel';
import type { Refs } from '../text/RefLabel';
import { RelativeTime } from '../text/RelativeTime';
import type { ListItem, RecordColumn } from './types';

/** What rows of all lists of records have. */
export interface UsualRow extends ListItem {
  number: string;
  title: string;
  status: string;
  statusCategory: StatusCategory;
  serviceRef?: string;
  ownerRef?: string;
  assigneeRef?: string;
  createdAt: string;
  updatedAt: string;
}

/**
 * The columns that lists of all record types have, drawn once: number, title, state, service, owner,
 * assignee, and when it was made and changed. A practice puts its own beside them and gives all of
 * them to `useListColumns`, which picks those that are shown.
 */
export function useUsualColumns<T extends UsualRow>(
  lifecycle: Lifecycle,
  refs: Refs | undefined,
): RecordColumn<T>[] {
  const { t } = useTranslationRef(itsmReactTranslationRef);
  return useMemo(() => {
    const ref = (
      id: 'serviceRef' | 'ownerRef' | 'assigneeRef',
    ): RecordColumn<T> => ({
      id,
      label: t(`usual.column.${id}`),
      width: 140,
      render: row => <RefLabel entityRef={row[id]} refs={refs} plain />,
    });
    return [
      {
        id: 'number',
        label: t('usual.column.number'),
        sortsBy: 'number',
        width: 96,
        keepsWhenNarrow: true,
        render: row => row.number,
      },
      {
        id: 'title',
        label: t('usual.column.title'),
        width: '1fr',
        isLink: true,
        keepsWhenNarrow: true,
        render: row => <span title={row.title}>{row.title}</span>,
      },
      {
        id: 'status',
        label: t('usual.column.status'),
        width: 132,
        keepsWhenNarrow: true,
        render: row => (
          <StatusChip
            status={row.status}
            category={row.statusCategory}
            lifecycle={lifecycle}
          />
        ),
      },
      ref('serviceRef'),
      ref('ownerRef'),
      ref('assigneeRef'),
      {
        id: 'createdAt',
        label: t('usual.column.createdAt'),
        sortsBy: 'created',
        width: 120,
        render: row => <RelativeTime instant={row.createdAt} />,
      },
      {
        id: 'updatedAt',
        label: t('usual.column.updatedAt'),
        sortsBy: 'updated',
        width: 120,
        render: row => <RelativeTime instant={row.updatedAt} />,
      },
    ];
  }, [t, refs, lifecycle]);
}
