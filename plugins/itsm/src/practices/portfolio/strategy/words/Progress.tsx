import { useTranslationRef } from '@backstage/frontend-plugin-api';
import styles from '../Strategy.module.css';
import { strategyTranslationRef } from '../translation';

const percentOf = (share: number) => String(Math.round(share * 100));

/** How far something is: a bar and the number beside it, and a mark for how much of the time is over. */
export function Progress(props: {
  /** From 0 to 1; absent while nothing was measured. */
  progress?: number;
  elapsed?: number;
}) {
  const { progress, elapsed } = props;
  const { t } = useTranslationRef(strategyTranslationRef);
  if (progress === undefined)
    return <span className={styles.hint}>{t('progress.none')}</span>;
  const percent = percentOf(progress);
  const over =
    elapsed === undefined
      ? undefined
      : t('progress.elapsed', { percent: percentOf(elapsed) });
  return (
    <span className={styles.progress} title={over}>
      <span className={styles.track} aria-hidden>
        <span className={styles.fill} style={{ width: `${percent}%` }} />
        {elapsed !== undefined && (
          <span
            className={styles.elapsed}
            style={{ left: `${percentOf(elapsed)}%` }}
          />
        )}
      </span>
      <span className={styles.number}>{t('progress.words', { percent })}</span>
    </span>
  );
}
