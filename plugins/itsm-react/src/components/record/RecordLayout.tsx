import { Box } from '@backstage/ui';
import { useId } from 'react';
import type { ReactNode } from 'react';
import styles from './RecordLayout.module.css';

/** The page of one record: head, actions, and a main and a side column that stack on a phone. */
export function RecordLayout(props: {
  /** In a panel beside a list: one column, no margins of its own. */
  embedded?: boolean;
  head: ReactNode;
  actions: ReactNode;
  main: ReactNode;
  side: ReactNode;
  sideLabel: string;
}) {
  return (
    <article
      className={
        props.embedded ? `${styles.page} ${styles.embedded}` : styles.page
      }
    >
      {props.head}
      {props.actions}
      <div className={styles.columns}>
        <div className={styles.main}>{props.main}</div>
        <aside className={styles.side} aria-label={props.sideLabel}>
          {props.side}
        </aside>
      </div>
    </article>
  );
}

/** The head of a record's page: number, badges, title. */
export function RecordHead(props: {
  number: string;
  title: ReactNode;
  children: ReactNode;
  /** What readers do for themselves, such as watching. */
  tools?: ReactNode;
}) {
  return (
    <header className={styles.head}>
      <div className={styles.top}>
        <span className={styles.number}>{props.number}</span>
        {props.children}
        {props.tools && <span className={styles.tools}>{props.tools}</span>}
      </div>
      <h1 className={styles.title}>{props.title}</h1>
    </header>
  );
}

/** A part of a record's page with a heading of its own. */
export function RecordSection(props: {
  title: string;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const heading = useId();
  return (
    <Box
      as="section"
      bg="neutral"
      className={styles.section}
      aria-labelledby={heading}
    >
      <div className={styles.sectionHead}>
        <h2 className={styles.sectionTitle} id={heading}>
          {props.title}
        </h2>
        {props.actions}
      </div>
      {props.children}
    </Box>
  );
}
