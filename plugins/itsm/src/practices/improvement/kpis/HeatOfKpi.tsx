import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { kpiRoutes } from '@callboard/plugin-itsm-common';
import type { KpiInfo } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  HeatMap,
  RecordSection,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { kpisTranslationRef } from './translation';
import type { AskedOfKpi } from './useKpiQuestion';

/** When in the week it happens. */
export function HeatOfKpi(props: {
  info: KpiInfo;
  asked: Pick<AskedOfKpi, 'query'>;
  title?: string;
}) {
  const { info, asked, title } = props;
  const { t } = useTranslationRef(kpisTranslationRef);
  const { version: _, ...query } = asked.query;
  const { data, error, refetch } = useItsmQuery(kpiRoutes.heatMap, {
    params: { key: info.key },
    query,
    keepPrevious: true,
    staleTime: 60_000,
  });
  return (
    <RecordSection title={title ?? t('page.heat')}>
      {!data && error && (
        <FailureMessage small error={error} onRetry={() => refetch()} />
      )}
      {!data && !error && <Skeleton height={240} />}
      {data && (
        <HeatMap
          hideTitle
          title={t('page.heatOf', { counted: data.counted })}
          heat={data}
        />
      )}
    </RecordSection>
  );
}
