import {
  useRouteRef,
  useRouteRefParams,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { trendRoutes } from '@callboard/plugin-itsm-common';
import { RecordPageFrame, useRecordOnPage } from '@callboard/plugin-itsm-react';
import { trendRouteRef, trendsRouteRef } from '../routes';
import { trendTranslationRef } from './translation';
import { TrendRecord } from './trends/TrendRecord';

/** The page of one market trend. */
export function TrendPage() {
  const { number } = useRouteRefParams(trendRouteRef);
  const { t } = useTranslationRef(trendTranslationRef);
  const href = useRouteRef(trendRouteRef)?.({ number });
  const all = useRouteRef(trendsRouteRef)?.();
  const page = useRecordOnPage(trendRoutes, number);
  const { data: trend, error, refetch } = page.query;
  return (
    <RecordPageFrame
      number={number}
      href={href}
      title={trend?.title}
      error={error}
      onRetry={() => refetch()}
      back={{ href: all, label: t('back') }}
    >
      {trend && <TrendRecord key={trend.id} trend={trend} page={page} />}
    </RecordPageFrame>
  );
}
