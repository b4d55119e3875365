import { useTranslationRef } from '@backstage/frontend-plugin-api';
import styles from './Surveys.module.css';
import { surveysTranslationRef } from './translation';
import { shareRange, shareWords } from './words';

/** A share, and from where to where it may lie. */
export function Share(props: {
  share: { value: number; low?: number; high?: number } | undefined;
  tooFew?: boolean;
}) {
  const { share, tooFew } = props;
  const { t } = useTranslationRef(surveysTranslationRef);
  if (!share) {
    return (
      <span className={styles.range}>
        {tooFew ? t('tooFew') : t('nothing')}
      </span>
    );
  }
  const range = shareRange(share);
  return (
    <>
      {shareWords(share.value)}{' '}
      {range && <span className={styles.range}>({t('range', range)})</span>}
    </>
  );
}
