import type { ReactNode } from 'react';
import styles from './PropertyList.module.css';

/** Names and values side by side, as the side column of a record shows them. */
export function PropertyList(props: { children: ReactNode; label: string }) {
  return (
    <dl className={styles.list} aria-label={props.label}>
      {props.children}
    </dl>
  );
}

/** One name with its value and what can be done about it. */
export function Property(props: {
  label: string;
  children: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <>
      <dt className={styles.label}>{props.label}</dt>
      <dd className={styles.value}>
        <span className={styles.words}>{props.children}</span>
        {props.actions && (
          <span className={styles.actions}>{props.actions}</span>
        )}
      </dd>
    </>
  );
}
