import { LevelBar } from '@callboard/plugin-itsm-react';
import type { ManagedLevel } from '@callboard/plugin-itsm-common';
import styles from './Catalogue.module.css';

const LEVELS = { well: 'good', partly: 'fair', hardly: 'poor' } as const;

/** A score as a number with a bar. Without one there is a dash: nothing counts for it. */
export function ManagedScore(props: {
  score: number | undefined;
  level: ManagedLevel | undefined;
}) {
  const { score, level = 'partly' } = props;
  if (score === undefined) return <>–</>;
  return (
    <span className={styles.score}>
      <LevelBar percent={score} level={LEVELS[level]} />
      <span className={styles.number}>{score}</span>
    </span>
  );
}
