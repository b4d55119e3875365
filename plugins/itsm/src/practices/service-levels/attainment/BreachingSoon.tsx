import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RouterLink } from '@callboard/plugin-itsm-react';
import { useServiceLevelAddresses } from '../addresses';
import { LateRecords } from '../records/LateRecords';
import styles from './Attainment.module.css';
import { attainmentTranslationRef } from './translation';

/** What is late, or will be within a day, and the way to all of it. */
export function BreachingSoon() {
  const { t } = useTranslationRef(attainmentTranslationRef);
  const href = useServiceLevelAddresses().breaching();
  return (
    <section className={styles.part} aria-labelledby="sl-soon">
      <div className={styles.head}>
        <h2 id="sl-soon" className={styles.heading}>
          {t('soon.title')}
        </h2>
        {href && (
          <RouterLink className={styles.all} to={href}>
            {t('soon.all')}
          </RouterLink>
        )}
      </div>
      <LateRecords query={{ within: 'P1D', limit: 6 }} none={t('soon.none')} />
    </section>
  );
}
