import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { CabAgenda } from '@callboard/plugin-itsm-common';
import { RecordSection } from '@callboard/plugin-itsm-react';
import { ChangeRows } from '../words/ChangeRow';
import styles from './Cab.module.css';
import { cabTranslationRef } from './translation';

/** Emergency changes that began since the meeting before: the board hears of them afterwards. */
export function Emergencies({ agenda }: { agenda: CabAgenda }) {
  const { t } = useTranslationRef(cabTranslationRef);
  const { emergencies, refs } = agenda;
  return (
    <RecordSection title={t('emergencies.title')}>
      {emergencies.length === 0 ? (
        <Text as="p" color="secondary">
          {t('emergencies.none')}
        </Text>
      ) : (
        <>
          <p className={styles.quiet}>{t('emergencies.hint')}</p>
          <ChangeRows changes={emergencies} refs={refs} />
        </>
      )}
    </RecordSection>
  );
}
