import type { ReactNode } from 'react';
import styles from './FilterButton.module.css';

/** Search and filters of a list in a row that wraps. */
export function FilterBar(props: { children: ReactNode }) {
  return (
    <div className={styles.bar} role="search">
      {props.children}
    </div>
  );
}
