import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useId } from 'react';
import styles from './Objectives.module.css';
import { ObjectiveTable } from './ObjectiveTable';
import { objectivesTranslationRef } from './translation';

/** The objectives on the home of service levels. */
export function ObjectiveSection() {
  const { t } = useTranslationRef(objectivesTranslationRef);
  const heading = useId();
  return (
    <section className={styles.part} aria-labelledby={heading}>
      <div className={styles.head}>
        <h2 id={heading} className={styles.heading}>
          {t('list.title')}
        </h2>
      </div>
      <ObjectiveTable />
    </section>
  );
}
