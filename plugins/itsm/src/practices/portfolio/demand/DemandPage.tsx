import {
  useRouteRef,
  useRouteRefParams,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { demandRoutes } from '@callboard/plugin-itsm-common';
import { RecordPageFrame, useRecordOnPage } from '@callboard/plugin-itsm-react';
import { demandRouteRef, demandsRouteRef } from '../routes';
import { DemandRecord } from './record/DemandRecord';
import { demandTranslationRef } from './translation';

/** The page of one need. */
export function DemandPage() {
  const { number } = useRouteRefParams(demandRouteRef);
  const { t } = useTranslationRef(demandTranslationRef);
  const href = useRouteRef(demandRouteRef)?.({ number });
  const all = useRouteRef(demandsRouteRef)?.();
  const page = useRecordOnPage(demandRoutes, number);
  const { data: demand, error, refetch } = page.query;
  return (
    <RecordPageFrame
      number={number}
      href={href}
      title={demand?.title}
      error={error}
      onRetry={() => refetch()}
      back={{ href: all, label: t('back') }}
    >
      {demand && <DemandRecord key={demand.id} demand={demand} page={page} />}
    </RecordPageFrame>
  );
}
