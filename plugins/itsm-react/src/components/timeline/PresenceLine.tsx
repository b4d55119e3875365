import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiQuillPenLine } from '@remixicon/react';
import styles from './CommentBox.module.css';
import { commentTranslationRef } from './translation';

/** Says who else is replying right now. */
export function PresenceLine(props: { names: readonly string[] }) {
  const { names } = props;
  const { t } = useTranslationRef(commentTranslationRef);
  return (
    <p className={styles.presence} role="status">
      {names.length > 0 && (
        <>
          <RiQuillPenLine aria-hidden />
          {t('presence.replying', {
            count: names.length,
            names: new Intl.ListFormat('en').format(names),
          })}
        </>
      )}
    </p>
  );
}
