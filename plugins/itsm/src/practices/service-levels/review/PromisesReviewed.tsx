import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { AttainmentCounts, Review } from '@callboard/plugin-itsm-common';
import { RouterLink } from '@callboard/plugin-itsm-react';
import { AdminTable } from '../../../core/admin/AdminTable';
import { useServiceLevelAddresses } from '../addresses';
import { percentWords } from '../attainment/percent';
import { serviceLevelsTranslationRef } from '../translation';
import { InForce } from './InForce';
import styles from './Review.module.css';
import { reviewTranslationRef } from './translation';

/** Attainment, and of how many. */
function Counts(props: { counts: AttainmentCounts }) {
  const { kept, breached, attainment } = props.counts;
  const { t } = useTranslationRef(reviewTranslationRef);
  if (attainment === undefined) return <>–</>;
  return (
    <>
      {percentWords(attainment)}
      <span className={styles.about}>
        {t('promises.counts', {
          kept: String(kept),
          count: String(kept + breached),
        } as never)}
      </span>
    </>
  );
}

/** How each promise was kept: in the month, in the one before, in twelve. */
export function PromisesReviewed(props: { review: Review }) {
  const { promises, serviceRef } = props.review;
  const { t } = useTranslationRef(reviewTranslationRef);
  const { t: ts } = useTranslationRef(serviceLevelsTranslationRef);
  const addresses = useServiceLevelAddresses();
  return (
    <section className={styles.part} aria-labelledby="review-promises">
      <h2 id="review-promises" className={styles.heading}>
        {t('promises.title')}
      </h2>
      {promises.length === 0 ? (
        <p className={styles.quiet}>{t('promises.none')}</p>
      ) : (
        <AdminTable
          label={t('promises.title')}
          items={promises}
          idOf={({ agreement, type, metric }) =>
            `${agreement.key} ${type} ${metric}`
          }
          columns={[
            {
              id: 'agreement',
              label: t('promises.agreement'),
              render: ({ agreement, type, inForce }) => {
                const href = inForce && addresses.agreement(agreement.key);
                return (
                  <>
                    {href ? (
                      <RouterLink to={href}>{agreement.name}</RouterLink>
                    ) : (
                      agreement.name
                    )}
                    <span className={styles.about}>
                      {ts(`type.${type}`)}
                      {!inForce && ` · ${t('promises.gone')}`}
                    </span>
                  </>
                );
              },
            },
            {
              id: 'promise',
              label: t('promises.promise'),
              render: ({ metric }) => ts(`metric.${metric}`),
            },
            ...(['month', 'before', 'year'] as const).map(id => ({
              id,
              label: t(`promises.${id}`),
              align: 'right' as const,
              render: (promise: Review['promises'][number]) => (
                <Counts counts={promise[id]} />
              ),
            })),
          ]}
        />
      )}
      <InForce service={serviceRef} />
    </section>
  );
}
