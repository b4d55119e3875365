import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { PageBody, usePageTitle } from '@callboard/plugin-itsm-react';
import { FileChangeButton } from '../FileChangeButton';
import styles from './ChangesHome.module.css';
import { InReview } from './InReview';
import { ThisWeek } from './ThisWeek';
import { ToApprove } from './ToApprove';
import { ToDo } from './ToDo';
import { changesHomeTranslationRef } from './translation';

/** The home of change management: what to do, what to decide, what comes, what to review. */
export function ChangesHome() {
  const { t } = useTranslationRef(changesHomeTranslationRef);
  usePageTitle(t('title'));
  return (
    <PageBody title={t('title')} actions={<FileChangeButton />}>
      <div className={styles.columns}>
        <div className={styles.column}>
          <ToDo />
          <div className={styles.later}>
            <InReview />
          </div>
        </div>
        <div className={styles.column}>
          <ToApprove />
          <ThisWeek />
        </div>
      </div>
    </PageBody>
  );
}
