import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import type { Review } from '@callboard/plugin-itsm-common';
import { NumbersTable } from '@callboard/plugin-itsm-react';
import { lazy, Suspense } from 'react';
import { percentWords } from '../attainment/percent';
import { monthWords } from './monthWords';
import styles from './Review.module.css';
import { reviewTranslationRef } from './translation';

const TrendChart = lazy(async () => ({
  default: (await import('../attainment/TrendChart')).TrendChart,
}));

const CHART_PX = 240;

/** The twelve months, as a line and as a table beside it. */
export function Months(props: { review: Review }) {
  const { months, zone } = props.review;
  const { t } = useTranslationRef(reviewTranslationRef);
  const points = months.map(({ month, ...of }) => ({
    ...of,
    day: `${month}-01`,
  }));
  return (
    <section className={styles.part} aria-labelledby="review-months">
      <h2 id="review-months" className={styles.heading}>
        {t('months.title')}
      </h2>
      <div className={styles.beside}>
        {months.some(({ attainment }) => attainment !== undefined) && (
          <div>
            <p className={styles.caption}>{t('months.chart')}</p>
            <Suspense fallback={<Skeleton height={CHART_PX} />}>
              <TrendChart
                trend={{ bucket: 'month', zone, points }}
                height={CHART_PX}
              />
            </Suspense>
          </div>
        )}
        <NumbersTable
          whole
          label={t('months.title')}
          rows={months}
          keyOf={({ month }) => month}
          head={{
            label: t('months.month'),
            of: ({ month }) => monthWords(month),
          }}
          columns={[
            { label: t('figure.opened'), of: ({ opened }) => opened },
            { label: t('figure.resolved'), of: ({ resolved }) => resolved },
            { label: t('figure.missed'), of: ({ breached }) => breached },
            {
              label: t('figure.attainment'),
              of: ({ attainment }) => percentWords(attainment),
            },
          ]}
        />
      </div>
    </section>
  );
}
