import { RecordSection } from '@callboard/plugin-itsm-react';
import type { ReactNode } from 'react';
import styles from './Service.module.css';

/** A part of the page that the answers above lead to. */
export function Section(props: {
  id: string;
  title: string;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div id={props.id} className={styles.anchor}>
      <RecordSection
        title={props.title}
        actions={
          props.actions && <span className={styles.way}>{props.actions}</span>
        }
      >
        {props.children}
      </RecordSection>
    </div>
  );
}

/** One quiet sentence where there is nothing, and what would change that. */
export function Nothing(props: { children: ReactNode; next?: ReactNode }) {
  return (
    <p className={styles.nothing}>
      {props.children} {props.next}
    </p>
  );
}
