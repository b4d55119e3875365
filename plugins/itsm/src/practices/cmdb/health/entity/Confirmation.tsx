import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { CiHealth } from '@callboard/plugin-itsm-common';
import { RefLabel, RelativeTime } from '@callboard/plugin-itsm-react';
import { ConfirmItem } from '../../confirmations/ConfirmItem';
import { ciHealthTranslationRef } from '../translation';
import styles from './EntityHealth.module.css';

/** Who confirmed an item and when, when it is due again, and the button for who may. */
export function Confirmation(props: { health: CiHealth }) {
  const { ref, title, confirmation, refs } = props.health;
  const { confirmedAt, confirmedByRef, note, dueAt, due, canConfirm } =
    confirmation;
  const { t } = useTranslationRef(ciHealthTranslationRef);
  const isAsked = confirmation.everyDays !== undefined;
  const when = confirmedAt && <RelativeTime instant={confirmedAt} />;
  return (
    <div className={styles.confirmation}>
      <div className={styles.words}>
        {when && confirmedByRef && (
          <>
            {t('card.confirmed', {
              when,
              who: <RefLabel entityRef={confirmedByRef} refs={refs} />,
            })}
          </>
        )}
        {when && !confirmedByRef && (
          <>{t('card.confirmedBySomebody', { when })}</>
        )}
        {!when && t('card.never')}
        {dueAt && (
          <>
            {' · '}
            <span className={styles.due} data-due={due || undefined}>
              {t(due ? 'card.overdue' : 'card.due', {
                when: <RelativeTime instant={dueAt} />,
              })}
            </span>
          </>
        )}
        {!isAsked && ` · ${t('card.notAsked')}`}
        {note && (
          <span className={styles.about}>{t('card.note', { note })}</span>
        )}
      </div>
      {canConfirm && <ConfirmItem entityRef={ref} title={title} />}
    </div>
  );
}
