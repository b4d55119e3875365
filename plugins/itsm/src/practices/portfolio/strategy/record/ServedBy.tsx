import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RecordSection } from '@callboard/plugin-itsm-react';
import { AlignedRecords } from '../alignment/AlignedRecords';
import styles from '../Strategy.module.css';
import { strategyTranslationRef } from '../translation';

/** So few that what happened to the objective is not far below. */
const FEW = 5;

/** What serves an objective: services, needs, changes and initiatives. */
export function ServedBy(props: { number: string }) {
  const { t } = useTranslationRef(strategyTranslationRef);
  return (
    <RecordSection title={t('served.title')}>
      <AlignedRecords
        label={t('served.title')}
        objective={props.number}
        few={FEW}
        empty={<p className={styles.hint}>{t('served.none')}</p>}
      />
    </RecordSection>
  );
}
