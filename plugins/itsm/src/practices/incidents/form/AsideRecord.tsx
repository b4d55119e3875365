import { useApi } from '@backstage/frontend-plugin-api';
import type { RecordSummary } from '@callboard/plugin-itsm-common';
import {
  recordTypesApiRef,
  RelativeTime,
  RouterLink,
  StatusChip,
  useRecordHref,
} from '@callboard/plugin-itsm-react';
import type { ReactNode } from 'react';
import styles from './Aside.module.css';

/** A record beside the form; opens in a tab of its own, so that nothing written is lost. */
export function AsideRecord(props: {
  record: RecordSummary;
  /** What it has to do with what is being written. */
  about?: ReactNode;
  actions?: ReactNode;
}) {
  const { record, about, actions } = props;
  const href = useRecordHref()(record);
  const type = useApi(recordTypesApiRef).get(record.type);
  return (
    <li className={styles.row}>
      <RouterLink
        className={styles.what}
        to={href ?? ''}
        target="_blank"
        rel="noreferrer"
      >
        {record.number} {record.title}
      </RouterLink>
      <span className={styles.about}>
        <StatusChip
          status={record.status}
          category={record.statusCategory}
          lifecycle={type?.lifecycle}
        />
        {about}
        <RelativeTime instant={record.createdAt} />
      </span>
      {actions}
    </li>
  );
}
