import { useApi } from '@backstage/frontend-plugin-api';
import type { RecordSummary } from '@callboard/plugin-itsm-common';
import {
  PriorityBadge,
  RecordBadges,
  recordTypesApiRef,
  refTitle,
  RelativeTime,
  RouterLink,
  StatusChip,
  useRecordHref,
} from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import styles from './MyWork.module.css';

/** One record of any practice in a line. */
export function MyWorkRow(props: {
  record: RecordSummary;
  /** All records of the list, so that what stands beside them is asked for once. */
  ids: readonly string[];
  refs: Refs | undefined;
  /** None of the list has a priority, so that no place is kept for it. */
  isPlain?: boolean;
}) {
  const { record, ids, refs, isPlain } = props;
  const type = useApi(recordTypesApiRef).get(record.type);
  const href = useRecordHref()(record);
  const content = (
    <>
      {record.priority === undefined ? (
        // Not every type has one; beside those that have, the words stand below each other.
        !isPlain && <span />
      ) : (
        <PriorityBadge priority={record.priority} compact />
      )}
      <span className={styles.words}>
        <span className={styles.what}>{record.title}</span>
        <span className={styles.about}>
          {record.number}
          {record.serviceRef && ` · ${refTitle(record.serviceRef, refs)}`}
          {' · '}
          <RelativeTime instant={record.updatedAt} />
        </span>
      </span>
      <span className={styles.state}>
        <RecordBadges type={record.type} id={record.id} ids={ids} />
        <StatusChip
          status={record.status}
          category={record.statusCategory}
          lifecycle={type?.lifecycle}
        />
      </span>
    </>
  );
  const look = isPlain ? `${styles.row} ${styles.plain}` : styles.row;
  return href ? (
    <RouterLink className={look} to={href}>
      {content}
    </RouterLink>
  ) : (
    <span className={look}>{content}</span>
  );
}
