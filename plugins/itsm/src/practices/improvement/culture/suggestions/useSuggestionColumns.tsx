import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  suggestionLifecycle,
  VOTES_FIELD,
} from '@callboard/plugin-itsm-common';
import type { SuggestionSummary } from '@callboard/plugin-itsm-common';
import {
  RefLabel,
  RelativeTime,
  StatusChip,
  useListColumns,
} from '@callboard/plugin-itsm-react';
import type { RecordColumn, Refs } from '@callboard/plugin-itsm-react';
import { useMemo } from 'react';
import { cultureTranslationRef } from '../translation';
import { SUGGESTION_LIST } from './suggestionList';
import { VoteButton } from './VoteButton';

/** The columns of the list, as they were chosen. */
export function useSuggestionColumns(
  chosen: readonly string[],
  refs: Refs | undefined,
): RecordColumn<SuggestionSummary>[] {
  const { t } = useTranslationRef(cultureTranslationRef);
  const drawn = useMemo(() => {
    const columns: RecordColumn<SuggestionSummary>[] = [
      {
        id: VOTES_FIELD,
        label: t('column.votes'),
        sortsBy: VOTES_FIELD,
        width: 92,
        keepsWhenNarrow: true,
        render: suggestion => <VoteButton suggestion={suggestion} />,
      },
      {
        id: 'number',
        label: t('column.number'),
        sortsBy: 'number',
        width: 96,
        render: suggestion => suggestion.number,
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
        id: 'serviceRef',
        label: t('column.service'),
        width: 150,
        render: ({ serviceRef }) => (
          <RefLabel entityRef={serviceRef} refs={refs} plain />
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
            lifecycle={suggestionLifecycle}
          />
        ),
      },
      {
        id: 'ownerRef',
        label: t('column.owner'),
        width: 140,
        render: ({ ownerRef }) => (
          <RefLabel entityRef={ownerRef} refs={refs} plain />
        ),
      },
      {
        id: 'createdAt',
        label: t('column.created'),
        sortsBy: 'created',
        width: 128,
        render: ({ createdAt }) => <RelativeTime instant={createdAt} />,
      },
    ];
    return columns;
  }, [t, refs]);
  return useListColumns(SUGGESTION_LIST.type, chosen, drawn, refs);
}
