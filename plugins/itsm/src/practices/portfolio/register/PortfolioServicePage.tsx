import {
  useRouteRef,
  useRouteRefParams,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { portfolioServiceRoutes } from '@callboard/plugin-itsm-common';
import { RecordPageFrame, useRecordOnPage } from '@callboard/plugin-itsm-react';
import { portfolioRouteRef, portfolioServiceRouteRef } from '../routes';
import { ServiceRecord } from './record/ServiceRecord';
import { portfolioRegisterTranslationRef } from './translation';

/** The page of one service of the portfolio. */
export function PortfolioServicePage() {
  const { number } = useRouteRefParams(portfolioServiceRouteRef);
  const { t } = useTranslationRef(portfolioRegisterTranslationRef);
  const href = useRouteRef(portfolioServiceRouteRef)?.({ number });
  const all = useRouteRef(portfolioRouteRef)?.();
  const page = useRecordOnPage(portfolioServiceRoutes, number);
  const { data: service, error, refetch } = page.query;
  return (
    <RecordPageFrame
      number={number}
      href={href}
      title={service?.title}
      error={error}
      onRetry={() => refetch()}
      back={{ href: all, label: t('record.back') }}
    >
      {service && (
        <ServiceRecord key={service.id} service={service} page={page} />
      )}
    </RecordPageFrame>
  );
}
