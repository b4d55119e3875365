import type { ReactNode } from 'react';
import styles from './FilterButton.module.css';

/** Search and filters of a list in a row that wraps, and what else can be done with the list. */
export function FilterBar(props: {
  children: ReactNode;
  /** At the end of the row. */
  tools?: ReactNode;
}) {
  return (
    <div className={styles.row}>
      <div className={styles.bar} role="search">
        {props.children}
      </div>
      {props.tools && <div className={styles.tools}>{props.tools}</div>}
    </div>
  );
}
