import { ciTaskLifecycle } from '@callboard/plugin-itsm-common';
import type { CiTaskSummary } from '@callboard/plugin-itsm-common';
import {
  RefLabel,
  RelativeTime,
  StatusChip,
} from '@callboard/plugin-itsm-react';
import type { RecordColumn, Refs } from '@callboard/plugin-itsm-react';
import { Fragment } from 'react';
import styles from './Tasks.module.css';

/** A CI task of the list on a phone. */
export function TaskCard(props: {
  task: CiTaskSummary;
  refs: Refs | undefined;
  /** What others add to the rows. */
  added?: readonly RecordColumn<CiTaskSummary>[];
}) {
  const { task, refs, added = [] } = props;
  return (
    <>
      <div className={styles.top}>
        <span className={styles.number}>{task.number}</span>
        <StatusChip
          status={task.status}
          category={task.statusCategory}
          lifecycle={ciTaskLifecycle}
        />
      </div>
      <div className={styles.title}>{task.title}</div>
      <div className={styles.about}>
        {task.ciRef && <RefLabel entityRef={task.ciRef} refs={refs} plain />}
        {task.assigneeRef && (
          <RefLabel entityRef={task.assigneeRef} refs={refs} plain />
        )}
        <RelativeTime instant={task.updatedAt} />
        {added.map(column => (
          <Fragment key={column.id}>{column.render(task)}</Fragment>
        ))}
      </div>
    </>
  );
}
