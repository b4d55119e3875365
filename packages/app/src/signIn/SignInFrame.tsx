import { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Mark } from '../brand/Mark';
import { appTranslationRef } from '../translation';
import styles from './SignInFrame.module.css';

/** What stands around every way to sign in: the name of the portal and what it is. */
export function SignInFrame(props: { children: ReactNode }) {
  const { t } = useTranslationRef(appTranslationRef);
  return (
    <div className={styles.frame}>
      <header className={styles.brand}>
        <span className={styles.name}>
          <Mark size={44} />
          Callboard
        </span>
        <p className={styles.tagline}>{t('signIn.tagline')}</p>
      </header>
      <main className={styles.content}>{props.children}</main>
    </div>
  );
}
