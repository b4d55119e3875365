import { useTranslationRef } from '@backstage/frontend-plugin-api';
import styles from './Register.module.css';
import { portfolioRegisterTranslationRef } from './translation';

const ALL = [1, 2, 3, 4, 5];

/** A score from 1 to 5: its number, and as many dots. */
export function Score(props: {
  score: number | undefined;
  /** Whether more of it is worse. */
  isBad?: boolean;
}) {
  const { score, isBad } = props;
  const { t } = useTranslationRef(portfolioRegisterTranslationRef);
  if (score === undefined) return <></>;
  return (
    <span
      className={styles.score}
      title={t('scoreOf', { score: String(score) })}
      data-bad={isBad && score >= 4 ? '' : undefined}
    >
      <span className={styles.number}>{score}</span>
      <span className={styles.dots} aria-hidden>
        {ALL.map(dot => (
          <i key={dot} data-on={dot <= score ? '' : undefined} />
        ))}
      </span>
    </span>
  );
}
