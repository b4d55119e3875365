import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import type { Review } from '@callboard/plugin-itsm-common';
import { lazy, Suspense } from 'react';
import { percentWords } from '../attainment/percent';
import chart from '../attainment/TrendChart.module.css';
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
        <div className={`${chart.scroll} ${styles.whole}`}>
          <table aria-label={t('months.title')}>
            <thead>
              <tr>
                <th scope="col">{t('months.month')}</th>
                <th scope="col">{t('figure.opened')}</th>
                <th scope="col">{t('figure.resolved')}</th>
                <th scope="col">{t('figure.missed')}</th>
                <th scope="col">{t('figure.attainment')}</th>
              </tr>
            </thead>
            <tbody>
              {[...months].reverse().map(({ month, ...of }) => (
                <tr key={month}>
                  <th scope="row">{monthWords(month)}</th>
                  <td>{of.opened}</td>
                  <td>{of.resolved}</td>
                  <td>{of.breached}</td>
                  <td>{percentWords(of.attainment)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </section>
  );
}
