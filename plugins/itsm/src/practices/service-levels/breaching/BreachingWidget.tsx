import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RouterLink } from '@callboard/plugin-itsm-react';
import { useServiceLevelAddresses } from '../addresses';
import { LateRecords } from '../records/LateRecords';
import styles from './Breaching.module.css';
import { breachingTranslationRef } from './translation';

const SHOWN = 5;

/** Home widget: what of the viewer's teams is late, or will be within a day. */
export function BreachingWidget() {
  const { t } = useTranslationRef(breachingTranslationRef);
  const href = useServiceLevelAddresses().breaching({ view: 'team' });
  return (
    <>
      <LateRecords
        query={{ within: 'P1D', team: 'mine', limit: SHOWN }}
        none={t('widget.none')}
      />
      {href && (
        <p className={styles.all}>
          <RouterLink to={href}>{t('widget.all')}</RouterLink>
        </p>
      )}
    </>
  );
}
