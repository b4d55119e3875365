import type { ReactNode } from 'react';
import styles from './Progress.module.css';

/** That something is under way, as a bar without an end, with what one may do meanwhile. */
export function Progress(props: { label: string; children?: ReactNode }) {
  const { label, children } = props;
  return (
    <div className={styles.progress} role="status">
      <span className={styles.label}>{label}</span>
      <span className={styles.track} aria-hidden>
        <span className={styles.bar} />
      </span>
      {children && <span className={styles.next}>{children}</span>}
    </div>
  );
}
