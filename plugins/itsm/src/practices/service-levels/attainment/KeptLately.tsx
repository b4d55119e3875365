import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RecordSection, RouterLink } from '@callboard/plugin-itsm-react';
import { useServiceLevelAddresses } from '../addresses';
import styles from './Attainment.module.css';
import { AttainmentBar } from './AttainmentBar';
import { attainmentTranslationRef } from './translation';
import { USUAL_PERIOD, useAttainment } from './useAttainment';

/** How an agreement was kept in the last days, on its page. */
export function KeptLately(props: { agreement: string }) {
  const { agreement } = props;
  const { t } = useTranslationRef(attainmentTranslationRef);
  const missed = useServiceLevelAddresses().breaches({
    agreement,
    days: USUAL_PERIOD,
  });
  const { data } = useAttainment('agreement', USUAL_PERIOD, { agreement });
  if (!data) return <></>;
  const { kept, breached, attainment } = data.total;
  return (
    <RecordSection title={t('lately', { days: USUAL_PERIOD })}>
      {attainment === undefined ? (
        <p className={styles.about}>{t('none')}</p>
      ) : (
        <p className={styles.lately}>
          <AttainmentBar attainment={attainment} />
          <span>
            {t('column.kept')} {kept}
          </span>
          {breached > 0 && missed ? (
            <RouterLink to={missed}>
              {t('column.missed')} {breached}
            </RouterLink>
          ) : (
            <span>
              {t('column.missed')} {breached}
            </span>
          )}
        </p>
      )}
    </RecordSection>
  );
}
