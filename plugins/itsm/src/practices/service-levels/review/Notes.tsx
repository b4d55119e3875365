import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useDraft } from '@callboard/plugin-itsm-react';
import styles from './Review.module.css';
import { reviewTranslationRef } from './translation';

/** What is done about it: kept in this tab, and printed. */
export function Notes(props: { service: string; month: string }) {
  const { t } = useTranslationRef(reviewTranslationRef);
  const [text, setText] = useDraft(
    `service-level-review/${props.service}/${props.month}`,
    '',
  );
  return (
    <section className={styles.part} aria-labelledby="review-notes">
      <h2 id="review-notes" className={styles.heading}>
        {t('notes.title')}
      </h2>
      <p className={`${styles.quiet} ${styles.tool}`}>{t('notes.about')}</p>
      <textarea
        className={styles.notes}
        rows={4}
        aria-label={t('notes.label')}
        placeholder={t('notes.placeholder')}
        value={text}
        onChange={event => setText(event.target.value)}
      />
      {/* A field shows on paper no more than its size. */}
      <div className={styles.printed} aria-hidden>
        {text}
      </div>
    </section>
  );
}
