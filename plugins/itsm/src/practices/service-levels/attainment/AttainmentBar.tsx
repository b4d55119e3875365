import { LevelBar } from '@callboard/plugin-itsm-react';
import styles from './Attainment.module.css';
import { levelOf, percentWords } from './percent';

/** An attainment as a number with a bar. Without one there is a dash: nothing was decided. */
export function AttainmentBar(props: { attainment: number | undefined }) {
  const { attainment } = props;
  return (
    <span className={styles.attained}>
      {attainment !== undefined && (
        <LevelBar percent={attainment} level={levelOf(attainment)} />
      )}
      <span className={styles.percent}>{percentWords(attainment)}</span>
    </span>
  );
}
