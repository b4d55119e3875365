import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { suggestionLifecycle } from '@callboard/plugin-itsm-common';
import type { SuggestionSummary } from '@callboard/plugin-itsm-common';
import {
  RecordListPage,
  RefLabel,
  RelativeTime,
} from '@callboard/plugin-itsm-react';
import { suggestionRouteRef } from '../routes';
import styles from './Culture.module.css';
import { SuggestButton } from './suggestions/SuggestDialog';
import {
  isInSuggestionRows,
  useSuggestionList,
} from './suggestions/suggestionList';
import type { SuggestionView } from './suggestions/suggestionList';
import { useSuggestionColumns } from './suggestions/useSuggestionColumns';
import { cultureTranslationRef } from './translation';

/** What people suggest to improve. */
export function SuggestionsPage() {
  const { t } = useTranslationRef(cultureTranslationRef);
  const hrefOf = useRouteRef(suggestionRouteRef);
  const list = useSuggestionList();
  const refs = list.page?.refs;
  const columns = useSuggestionColumns(list.columns, refs);
  return (
    <RecordListPage<SuggestionSummary>
      list={list}
      title={t('suggestions.title')}
      about={t('suggestions.about')}
      lifecycle={suggestionLifecycle}
      columns={columns}
      isInRows={isInSuggestionRows}
      viewLabel={view => t(`suggestions.view.${view as SuggestionView}`)}
      emptyTitle={t('suggestions.empty.title')}
      emptyWords={
        list.isFiltered
          ? t('suggestions.empty.filtered')
          : t(`suggestions.empty.${list.queue as SuggestionView}`)
      }
      begin={<SuggestButton />}
      hrefOf={number => hrefOf?.({ number })}
      cardFacts={({ votes, serviceRef, createdAt }) => (
        <>
          <span className={styles.votes}>
            {t('suggestions.vote.label', { count: votes })}
          </span>
          {serviceRef && <RefLabel entityRef={serviceRef} refs={refs} plain />}
          <RelativeTime instant={createdAt} />
        </>
      )}
      withService
    />
  );
}
