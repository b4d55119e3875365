import type { ReactNode } from 'react';
import { RouterLink } from '../../routing';
import styles from './PageBody.module.css';

/** The body of a page with a title, its actions, and what stands below. */
export function PageBody(props: {
  title: string;
  /** Where it belongs to, above its title. */
  back?: { href: string | undefined; label: string };
  actions?: ReactNode;
  children: ReactNode;
  /** For forms: as wide as lines are good to read. */
  narrow?: boolean;
  /** Within a page that has its own margins, such as an entity's. */
  embedded?: boolean;
}) {
  const { back } = props;
  const classes = [
    styles.body,
    props.narrow && styles.narrow,
    props.embedded && styles.embedded,
  ];
  return (
    <div className={classes.filter(Boolean).join(' ')}>
      <div className={styles.top}>
        {back?.href && (
          <RouterLink className={styles.back} to={back.href}>
            {back.label}
          </RouterLink>
        )}
        <div className={styles.head}>
          <h1 className={styles.title}>{props.title}</h1>
          {props.actions && (
            <div className={styles.actions}>{props.actions}</div>
          )}
        </div>
      </div>
      {props.children}
    </div>
  );
}
