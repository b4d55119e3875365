import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { InboxItem } from '@callboard/plugin-itsm-common';
import { refTitle } from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import styles from './Approvals.module.css';
import { approvalsTranslationRef } from './translation';

/** Why somebody is asked: as whom, in which step, and how far that is. */
export function WhyAsked(props: {
  item: Pick<InboxItem, 'seat' | 'step'>;
  refs: Refs | undefined;
}) {
  const { seat, step } = props.item;
  const { t } = useTranslationRef(approvalsTranslationRef);
  const { standsInForRef } = seat.viewer;
  const who = refTitle(standsInForRef ?? seat.forRef, props.refs);
  return (
    <p className={styles.facts}>
      <span className={styles.why}>
        {t(standsInForRef ? 'item.standsIn' : 'item.as', { who })}
        {seat.why && ` · ${seat.why}`}
      </span>
      {step.of > 1 && (
        <span>
          {t('item.step', {
            position: String(step.position),
            of: String(step.of),
            title: step.title,
          })}
        </span>
      )}
      {step.needed > 1 && (
        <span>
          {t('item.progress', {
            approved: String(step.approved),
            needed: String(step.needed),
          })}
        </span>
      )}
    </p>
  );
}
