import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Pill, RelativeTime, useNow } from '@callboard/plugin-itsm-react';
import { RiTimeLine } from '@remixicon/react';
import styles from '../Strategy.module.css';
import { trendTranslationRef } from '../translation';

/** When something is looked at again, and whether that is overdue. */
export function ReviewDue(props: { reviewAt?: string }) {
  const { reviewAt } = props;
  const { t } = useTranslationRef(trendTranslationRef);
  const now = useNow();
  if (!reviewAt) return null;
  return (
    <span className={styles.progress}>
      <RelativeTime instant={reviewAt} />
      {Date.parse(reviewAt) < now && (
        <Pill tone="warning" icon={<RiTimeLine />}>
          {t('overdue')}
        </Pill>
      )}
    </span>
  );
}
