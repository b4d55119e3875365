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
import type { Kept } from '../addresses';
import styles from './KpiPage.module.css';
import { kpisTranslationRef } from './translation';
import type { AskedOfKpi } from './useKpiQuestion';

/** Whether hours are kept of what the filters leave: of all, or of values of one dimension that has them. */
function hasHoursOf({ dimensions, where = {} }: KpiInfo, kept: Kept): boolean {
  const keys = new Set([...Object.keys(where), ...Object.keys(kept)]);
  return (
    keys.size === 0 ||
    (keys.size === 1 &&
      dimensions.some(({ key, hourly }) => keys.has(key) && hourly === true))
  );
}

/** When in the week it happens. */
export function HeatOfKpi(props: {
  info: KpiInfo;
  asked: Pick<AskedOfKpi, 'query' | 'kept'>;
  title?: string;
}) {
  const { info, asked, title } = props;
  const { t } = useTranslationRef(kpisTranslationRef);
  const { version: _, ...query } = asked.query;
  const isKept = hasHoursOf(info, asked.kept);
  const { data, error, refetch } = useItsmQuery(kpiRoutes.heatMap, {
    params: { key: info.key },
    query,
    enabled: isKept,
    staleTime: 60_000,
  });
  // What rests on something else may have none all the same.
  const isRefused = !isKept || isBadInput(error);
  return (
    <RecordSection
      title={
        title ??
        (data ? t('page.heatWhen', { counted: data.counted }) : t('page.heat'))
      }
    >
      {!data && isRefused && (
        <p className={styles.quiet}>{t('page.heatNone')}</p>
      )}
      {!data && error && !isRefused && (
        <FailureMessage small error={error} onRetry={() => refetch()} />
      )}
      {!data && !error && isKept && <Skeleton height={240} />}
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
