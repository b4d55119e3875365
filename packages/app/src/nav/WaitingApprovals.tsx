import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  ItsmQueryProvider,
  useWaitingApprovals,
} from '@callboard/plugin-itsm-react';
import { appTranslationRef } from '../translation';
import styles from './WaitingApprovals.module.css';

/** The sidebar has room for two digits. */
const MOST = 99;

function Count() {
  const { t } = useTranslationRef(appTranslationRef);
  const count = useWaitingApprovals();
  if (!count || count.waiting === 0) return null;
  const { waiting, overdue } = count;
  return (
    <span
      className={styles.count}
      data-overdue={overdue > 0}
      title={t('nav.waiting', { count: waiting })}
    >
      <span aria-hidden>{waiting > MOST ? `${MOST}+` : waiting}</span>
      <span className={styles.spoken}>
        {t('nav.waiting', { count: waiting })}
      </span>
    </span>
  );
}

/** How many records wait for the decision of whoever is signed in. */
export function WaitingApprovals() {
  return (
    <ItsmQueryProvider>
      <Count />
    </ItsmQueryProvider>
  );
}
