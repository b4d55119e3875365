import {
  useRouteRef,
  useRouteRefParams,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { riskRoutes } from '@callboard/plugin-itsm-common';
import { RecordPageFrame, useRecordOnPage } from '@callboard/plugin-itsm-react';
import { riskRouteRef, risksRouteRef } from '../routes';
import { RiskRecordView } from './record/RiskRecordView';
import { risksTranslationRef } from './translation';

/** The page of one risk. */
export function RiskPage() {
  const { number } = useRouteRefParams(riskRouteRef);
  const { t } = useTranslationRef(risksTranslationRef);
  const href = useRouteRef(riskRouteRef)?.({ number });
  const all = useRouteRef(risksRouteRef)?.();
  const page = useRecordOnPage(riskRoutes, number);
  const { data: risk, error, refetch } = page.query;
  return (
    <RecordPageFrame
      number={number}
      href={href}
      title={risk?.title}
      error={error}
      onRetry={() => refetch()}
      back={{ href: all, label: t('back') }}
    >
      {risk && <RiskRecordView key={risk.id} risk={risk} page={page} />}
    </RecordPageFrame>
  );
}
