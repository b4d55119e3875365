import { LevelBar } from '@callboard/plugin-itsm-react';
import { levelOf, scoreWords } from './score';
import styles from './ScoreBar.module.css';

/** A score as a number with a bar. Without one there is a dash: nothing was looked at. */
export function ScoreBar(props: {
  score: number | undefined;
  /** The number stands above the bar and is bigger. */
  big?: boolean;
}) {
  const { score, big } = props;
  return (
    <span className={big ? `${styles.score} ${styles.big}` : styles.score}>
      {/* An empty bar would say 0 %, and that is not what no score is. */}
      {score !== undefined && (
        <LevelBar percent={score} level={levelOf(score)} />
      )}
      <span className={styles.number}>{scoreWords(score)}</span>
    </span>
  );
}
