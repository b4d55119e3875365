import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Finding } from '@callboard/plugin-itsm-common';
import { RelativeTime } from '@callboard/plugin-itsm-react';
import { SeverityPill } from '../SeverityPill';
import { ciHealthTranslationRef } from '../translation';
import { dayOf } from './days';
import styles from './FindingCard.module.css';
import { FindingTask } from './FindingTask';
import { ciFindingTranslationRef } from './translation';

/** A finding of the list on a phone. */
export function FindingCard(props: { finding: Finding }) {
  const { finding } = props;
  const { t } = useTranslationRef(ciFindingTranslationRef);
  const { t: th } = useTranslationRef(ciHealthTranslationRef);
  return (
    <>
      <div className={styles.top}>
        <SeverityPill severity={finding.severity} />
        <span>{th(`score.${finding.dimension}`)}</span>
      </div>
      <div className={styles.item}>{finding.title}</div>
      <div className={styles.message}>{finding.message}</div>
      <div className={styles.about}>
        <RelativeTime instant={finding.since} />
        {finding.task && <FindingTask task={finding.task} plain />}
        {finding.excused && (
          <span>
            {t('excusedUntil', { day: dayOf(finding.excused.until) })}
          </span>
        )}
      </div>
    </>
  );
}
