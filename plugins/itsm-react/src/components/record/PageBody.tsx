import type { ReactNode } from 'react';
import styles from './PageBody.module.css';

/** The body of a page with a title, its actions, and what stands below. */
export function PageBody(props: {
  title: string;
  actions?: ReactNode;
  children: ReactNode;
  /** For forms: as wide as lines are good to read. */
  narrow?: boolean;
  /** Within a page that has its own margins, such as an entity's. */
  embedded?: boolean;
}) {
  const classes = [
    styles.body,
    props.narrow && styles.narrow,
    props.embedded && styles.embedded,
  ];
  return (
    <div className={classes.filter(Boolean).join(' ')}>
      <div className={styles.head}>
        <h1 className={styles.title}>{props.title}</h1>
        {props.actions && <div className={styles.actions}>{props.actions}</div>}
      </div>
      {props.children}
    </div>
  );
}
