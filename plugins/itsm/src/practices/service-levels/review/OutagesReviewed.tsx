import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { outageRoutes } from '@callboard/plugin-itsm-common';
import type { Review } from '@callboard/plugin-itsm-common';
import { useItsmQuery, useNow } from '@callboard/plugin-itsm-react';
import { AdminTable } from '../../../core/admin/AdminTable';
import { hoursWords } from '../clocks/durations';
import { lengthWords, percentWords, spanWords } from '../outages/outageWords';
import { outagesTranslationRef } from '../outages/translation';
import { useOutages } from '../outages/useOutages';
import { comparedOf } from './monthWords';
import styles from './Review.module.css';
import { reviewTranslationRef } from './translation';

const MOST = 50;

/** When the service was not there in the month; nothing where nobody says so. */
export function OutagesReviewed(props: { review: Review }) {
  const { serviceRef: entity } = props.review;
  const { from, to } = comparedOf(props.review).month;
  const { t } = useTranslationRef(reviewTranslationRef);
  const { t: to_ } = useTranslationRef(outagesTranslationRef);
  const now = useNow();
  const outages = useOutages({ entity, from, to }, MOST);
  const { data: there } = useItsmQuery(outageRoutes.availability, {
    query: { entity, from, to },
  });
  const items = outages.data?.items;
  if (!items) return <></>;
  return (
    <section className={styles.part} aria-labelledby="review-outages">
      <h2 id="review-outages" className={styles.heading}>
        {t('outages.title')}
      </h2>
      {there && items.length > 0 && (
        <p className={styles.sentence}>
          {t('outages.answer', {
            percent: percentWords(there.availability),
            time: hoursWords(there.down),
          })}
        </p>
      )}
      {items.length === 0 ? (
        <p className={styles.quiet}>{t('outages.none')}</p>
      ) : (
        <AdminTable
          label={t('outages.title')}
          items={items}
          idOf={({ id }) => id}
          columns={[
            {
              id: 'begin',
              label: t('outages.begin'),
              render: outage => spanWords(outage, now, to_),
            },
            {
              id: 'kind',
              label: t('outages.kind'),
              render: ({ kind }) => to_(`kind.${kind}`),
            },
            {
              id: 'length',
              label: t('outages.length'),
              align: 'right',
              render: outage => lengthWords(outage, now, to_),
            },
            {
              id: 'note',
              label: t('outages.note'),
              render: ({ record, note }) =>
                [record?.number, note].filter(Boolean).join(' · ') || '–',
            },
          ]}
        />
      )}
    </section>
  );
}
