import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { trendLifecycle, trendRoutes } from '@callboard/plugin-itsm-common';
import type { Lifecycle, TrendSummary } from '@callboard/plugin-itsm-common';
import {
  RecordListPage,
  RefLabel,
  useItsmMutation,
} from '@callboard/plugin-itsm-react';
import type { RecordBulkSpec } from '@callboard/plugin-itsm-react';
import { lazy } from 'react';
import { trendRouteRef } from '../routes';
import { TREND_RECORD_FIELDS } from './fields';
import { trendTranslationRef } from './translation';
import { NewTrendButton } from './trends/NewTrendDialog';
import { Radar } from './trends/Radar';
import { ReviewDue } from './trends/ReviewDue';
import { isInTrendRows, useTrendList } from './trends/trendList';
import type { TrendView } from './trends/trendList';
import { useTrendColumns } from './trends/useTrendColumns';
import { confidenceWords, horizonWords, ImpactPill } from './trends/words';

// What is opened only when somebody asks for it loads then.
const TrendPanel = lazy(async () => ({
  default: (await import('./trends/TrendPanel')).TrendPanel,
}));

const BULK: RecordBulkSpec = {
  lifecycle: trendLifecycle as Lifecycle,
  fields: TREND_RECORD_FIELDS,
  editable: [
    'trendImpact',
    'trendHorizon',
    'trendConfidence',
    'reviewEvery',
    'ownerRef',
  ],
  clearable: [],
  route: trendRoutes.bulk,
};

/** What changes around us. */
export function TrendsPage() {
  const { t } = useTranslationRef(trendTranslationRef);
  const hrefOf = useRouteRef(trendRouteRef);
  const list = useTrendList();
  const refs = list.page?.refs;
  const columns = useTrendColumns(list.columns, refs);
  const assign = useItsmMutation(trendRoutes.assignToMe);
  return (
    <RecordListPage<TrendSummary>
      list={list}
      title={t('title')}
      about={t('about')}
      lifecycle={trendLifecycle as Lifecycle}
      columns={columns}
      isInRows={isInTrendRows}
      viewLabel={view => t(`view.${view as TrendView}`)}
      emptyTitle={t('empty.title')}
      emptyWords={
        list.isFiltered
          ? t('empty.filtered')
          : t(`empty.${list.queue as TrendView}`)
      }
      begin={<NewTrendButton />}
      head={<Radar />}
      hrefOf={number => hrefOf?.({ number })}
      cardFacts={row => (
        <>
          <ImpactPill impact={row.trendImpact} />
          <span>{horizonWords(row.trendHorizon)}</span>
          <span>{confidenceWords(row.trendConfidence)}</span>
          {row.ownerRef && (
            <RefLabel entityRef={row.ownerRef} refs={refs} plain />
          )}
          <ReviewDue reviewAt={row.reviewAt} />
        </>
      )}
      withFields
      Panel={TrendPanel}
      bulk={BULK}
      assign={({ number }) => assign.mutateAsync({ params: { id: number } })}
    />
  );
}
