import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { kpiRoutes } from '@callboard/plugin-itsm-common';
import type { KpiInfo } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  HeatMap,
  isBadInput,
  RecordSection,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import styles from './KpiPage.module.css';
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
    staleTime: 60_000,
  });
  // Hours are not kept by every dimension.
  const isRefused = isBadInput(error);
  return (
    <RecordSection title={title ?? t('page.heat')}>
      {!data && error && isRefused && (
        <p className={styles.quiet}>{t('page.heatNone')}</p>
      )}
      {!data && error && !isRefused && (
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
