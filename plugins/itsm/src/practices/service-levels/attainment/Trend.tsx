import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import type { AttainmentTrend } from '@callboard/plugin-itsm-common';
import {
  ChartNumbers,
  FailureMessage,
  Message,
  useUrlValues,
  ViewTabs,
} from '@callboard/plugin-itsm-react';
import { DateTime } from 'luxon';
import { lazy, Suspense } from 'react';
import styles from './Attainment.module.css';
import { percentWords } from './percent';
import { attainmentTranslationRef } from './translation';
import { useAttainmentTrend } from './useAttainment';

// The library that draws is big, and whoever reads the answer need not wait for it.
const TrendChart = lazy(async () => ({
  default: (await import('./TrendChart')).TrendChart,
}));

const CHART_PX = 220;
const BUCKETS = ['month', 'week'] as const;

/** The numbers behind the line, the latest first. */
function Numbers(props: { trend: AttainmentTrend }) {
  const { points, bucket } = props.trend;
  const { t } = useTranslationRef(attainmentTranslationRef);
  const words = (day: string) =>
    DateTime.fromISO(day).toLocaleString(
      bucket === 'month'
        ? { month: 'long', year: 'numeric' }
        : DateTime.DATE_MED,
    );
  return (
    <ChartNumbers
      summary={t('trend.table')}
      label={t('trend.table')}
      rows={points}
      keyOf={({ day }) => day}
      head={{ label: t('trend.day'), of: ({ day }) => words(day) }}
      columns={[
        { label: t('trend.kept'), of: ({ kept }) => kept },
        { label: t('trend.missed'), of: ({ breached }) => breached },
        {
          label: t('trend.attainment'),
          of: ({ attainment }) => percentWords(attainment),
        },
      ]}
    />
  );
}

/** How promises to customers were kept from month to month, as a line and as a table. */
export function Trend() {
  const { t } = useTranslationRef(attainmentTranslationRef);
  const url = useUrlValues();
  const bucket = url.get('trend') === 'week' ? 'week' : 'month';
  const query = useAttainmentTrend(bucket, { type: 'sla' });
  const { data, error } = query;
  const decided = data?.points.filter(point => point.attainment !== undefined);
  const hrefOf = (trend: string) => {
    const kept = ['by', 'days'].flatMap(name =>
      url.get(name) ? [[name, url.get(name)]] : [],
    );
    return `?${new URLSearchParams([...kept, ['trend', trend]])}`;
  };
  return (
    <section className={styles.part} aria-labelledby="sl-trend">
      <div className={styles.head}>
        <h2 id="sl-trend" className={styles.heading}>
          {t(bucket === 'month' ? 'trend.title' : 'trend.titleWeek')}
        </h2>
        <ViewTabs
          label={t('trend.bucket')}
          current={bucket}
          views={BUCKETS.map(id => ({ id, label: t(`trend.${id}`) }))}
          hrefOf={({ id }) => hrefOf(id)}
        />
      </div>
      {query.isPending && <Skeleton height={CHART_PX} />}
      {error && !data && (
        <FailureMessage small error={error} onRetry={() => query.refetch()} />
      )}
      {data && decided!.length === 0 && (
        <Message small title={t('trend.none')}>
          {t('trend.noneNext')}
        </Message>
      )}
      {data && decided!.length > 0 && (
        <>
          <Suspense fallback={<Skeleton height={CHART_PX} />}>
            <TrendChart trend={data} height={CHART_PX} />
          </Suspense>
          <Numbers trend={data} />
        </>
      )}
    </section>
  );
}
