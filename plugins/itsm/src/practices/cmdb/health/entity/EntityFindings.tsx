import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Finding } from '@callboard/plugin-itsm-common';
import { refTitle, RelativeTime } from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { dayOf } from '../findings/days';
import { FindingActions } from '../findings/FindingActions';
import { FindingTask } from '../findings/FindingTask';
import { ciFindingTranslationRef } from '../findings/translation';
import { SeverityPill } from '../SeverityPill';
import { ciHealthTranslationRef } from '../translation';
import styles from './EntityHealth.module.css';

/** The findings of an item, each with what to do about it. */
export function EntityFindings(props: {
  findings: readonly Finding[];
  refs: Refs;
}) {
  const { findings, refs } = props;
  const { t } = useTranslationRef(ciHealthTranslationRef);
  const { t: tf } = useTranslationRef(ciFindingTranslationRef);
  if (findings.length === 0)
    return <p className={styles.words}>{t('card.allWell')}</p>;
  // What is accepted stands below what is not.
  const inOrder = [...findings].sort(
    (a, b) => Number(Boolean(a.excused)) - Number(Boolean(b.excused)),
  );
  return (
    <ul
      className={styles.findings}
      aria-label={t('card.findings', { count: findings.length })}
    >
      {inOrder.map(finding => {
        const { id, message, advice, since, task, excused } = finding;
        return (
          <li key={id} className={styles.finding}>
            <span className={styles.wrong}>
              <SeverityPill severity={finding.severity} />
              <span>{message}</span>
            </span>
            <span className={styles.words}>{advice}</span>
            <span className={styles.about}>
              <RelativeTime instant={since} />
              {task && <FindingTask task={task} />}
              {excused && (
                <span>
                  {excused.byRef
                    ? tf('panel.excusedBy', {
                        day: dayOf(excused.until),
                        who: refTitle(excused.byRef, refs),
                        reason: excused.reason,
                      })
                    : tf('panel.excusedUntil', {
                        day: dayOf(excused.until),
                        reason: excused.reason,
                      })}
                </span>
              )}
            </span>
            <span className={styles.actions}>
              <FindingActions finding={finding} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}
