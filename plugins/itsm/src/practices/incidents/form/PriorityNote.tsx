import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton, Text } from '@backstage/ui';
import { incidentRoutes } from '@callboard/plugin-itsm-common';
import type { Severity } from '@callboard/plugin-itsm-common';
import { PriorityBadge, useItsmQuery } from '@callboard/plugin-itsm-react';
import styles from './FileIncidentForm.module.css';
import { incidentFormTranslationRef } from './translation';
import { useFormWords } from './useFormWords';

/** The priority that the incident will get, while impact and urgency are chosen. */
export function PriorityNote(props: { impact: Severity; urgency: Severity }) {
  const { impact, urgency } = props;
  const { t } = useTranslationRef(incidentFormTranslationRef);
  const { plain, say } = useFormWords();
  const settings = useItsmQuery(incidentRoutes.settings, {
    staleTime: 300_000,
  });
  const priority = settings.data?.priorityMatrix[impact - 1]?.[urgency - 1];
  return (
    <div className={styles.priority} role="status">
      <Text weight="bold">{say('priority')}</Text>
      {settings.isPending ? (
        <Skeleton width={96} height={20} />
      ) : (
        <PriorityBadge priority={priority} />
      )}
      {!plain && (
        <Text variant="body-small" color="secondary">
          {t('priorityHint')}
        </Text>
      )}
    </div>
  );
}
