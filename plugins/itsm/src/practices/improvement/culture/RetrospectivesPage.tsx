import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { retrospectiveLifecycle } from '@callboard/plugin-itsm-common';
import type { RetrospectiveSummary } from '@callboard/plugin-itsm-common';
import {
  RecordListPage,
  RefLabel,
  RelativeTime,
} from '@callboard/plugin-itsm-react';
import { retrospectiveRouteRef } from '../routes';
import { BeginButton } from './retrospectives/BeginDialog';
import {
  isInRetrospectiveRows,
  useRetrospectiveList,
} from './retrospectives/retrospectiveList';
import type { RetrospectiveView } from './retrospectives/retrospectiveList';
import { useRetrospectiveColumns } from './retrospectives/useRetrospectiveColumns';
import { cultureTranslationRef } from './translation';

/** The retrospectives of teams. */
export function RetrospectivesPage() {
  const { t } = useTranslationRef(cultureTranslationRef);
  const hrefOf = useRouteRef(retrospectiveRouteRef);
  const list = useRetrospectiveList();
  const refs = list.page?.refs;
  const columns = useRetrospectiveColumns(list.columns, refs);
  return (
    <RecordListPage<RetrospectiveSummary>
      list={list}
      title={t('retrospectives.title')}
      lifecycle={retrospectiveLifecycle}
      columns={columns}
      isInRows={isInRetrospectiveRows}
      viewLabel={view => t(`retrospectives.view.${view as RetrospectiveView}`)}
      emptyTitle={t('retrospectives.empty.title')}
      emptyWords={
        list.isFiltered
          ? t('retrospectives.empty.filtered')
          : t(`retrospectives.empty.${list.queue as RetrospectiveView}`)
      }
      begin={<BeginButton />}
      hrefOf={number => hrefOf?.({ number })}
      cardFacts={({ ownerRef, heldAt }) => (
        <>
          <RefLabel entityRef={ownerRef} refs={refs} plain />
          {heldAt && <RelativeTime instant={heldAt} />}
        </>
      )}
      ownerLabel={t('filter.team')}
    />
  );
}
