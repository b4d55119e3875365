import styles from './LevelBar.module.css';

/** How good a percentage is; the colour of its bar. */
export type Level = 'good' | 'fair' | 'poor';

/** A percentage as a bar, for a number that stands beside it in words. */
export function LevelBar(props: { percent: number; level: Level }) {
  const { percent, level } = props;
  return (
    <span className={styles.bar} aria-hidden>
      <span
        className={styles.fill}
        data-level={level}
        style={{ width: `${percent}%` }}
      />
    </span>
  );
}
