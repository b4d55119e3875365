import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Attainment } from '@callboard/plugin-itsm-common';
import styles from './Entity.module.css';
import { entityLevelsTranslationRef } from './translation';

/** Whether promises were kept in the last 30 days, and what is late, in a sentence or two. */
export function KeptSentence(props: { total: Attainment['total'] }) {
  const { kept, breached, attainment, late } = props.total;
  const { t } = useTranslationRef(entityLevelsTranslationRef);
  return (
    <p className={styles.answer}>
      {attainment === undefined
        ? t('undecided')
        : t('kept', {
            percent: String(attainment),
            kept: String(kept),
            count: kept + breached,
          } as never)}{' '}
      {t('late', { count: late } as never)}
    </p>
  );
}
