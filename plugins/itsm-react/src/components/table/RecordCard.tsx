import type { Lifecycle, StatusCategory } from '@callboard/plugin-itsm-common';
import { Fragment } from 'react';
import type { ReactNode } from 'react';
import { StatusChip } from '../StatusChip';
import styles from './RecordCard.module.css';
import type { RecordColumn } from './types';

/** A row of a list of records on a phone. */
export function RecordCard<
  T extends {
    number: string;
    title: string;
    status: string;
    statusCategory: StatusCategory;
  },
>(props: {
  record: T;
  lifecycle: Lifecycle;
  /** Stands before its state. */
  badges?: ReactNode;
  /** Stands below its title. */
  more?: ReactNode;
  /** What others add to the rows. */
  added?: readonly RecordColumn<T>[];
  /** The rest in short, in one row. */
  children: ReactNode;
}) {
  const { record, lifecycle, badges, more, added = [], children } = props;
  return (
    <>
      <div className={styles.top}>
        <span className={styles.number}>{record.number}</span>
        {badges}
        <StatusChip
          status={record.status}
          category={record.statusCategory}
          lifecycle={lifecycle}
        />
      </div>
      <div className={styles.title}>{record.title}</div>
      {more}
      <div className={styles.about}>
        {children}
        {added.map(column => (
          <Fragment key={column.id}>{column.render(record)}</Fragment>
        ))}
      </div>
    </>
  );
}
