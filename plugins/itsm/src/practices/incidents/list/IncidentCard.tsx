import { incidentLifecycle } from '@callboard/plugin-itsm-common';
import type { IncidentSummary } from '@callboard/plugin-itsm-common';
import {
  PriorityBadge,
  RefLabel,
  RelativeTime,
  StatusChip,
} from '@callboard/plugin-itsm-react';
import type { RecordColumn, Refs } from '@callboard/plugin-itsm-react';
import { Fragment } from 'react';
import styles from './IncidentCard.module.css';

/** A row of the list on a phone. */
export function IncidentCard(props: {
  incident: IncidentSummary;
  refs: Refs | undefined;
  /** What others add to the rows. */
  added?: readonly RecordColumn<IncidentSummary>[];
}) {
  const { incident, refs, added = [] } = props;
  return (
    <>
      <div className={styles.top}>
        <span className={styles.number}>{incident.number}</span>
        <PriorityBadge priority={incident.priority} compact />
        <StatusChip
          status={incident.status}
          category={incident.statusCategory}
          lifecycle={incidentLifecycle}
        />
      </div>
      <div className={styles.title}>{incident.title}</div>
      <div className={styles.about}>
        <RefLabel entityRef={incident.serviceRef} refs={refs} plain />
        {incident.assigneeRef && (
          <RefLabel entityRef={incident.assigneeRef} refs={refs} plain />
        )}
        <RelativeTime instant={incident.updatedAt} />
        {added.map(column => (
          <Fragment key={column.id}>{column.render(incident)}</Fragment>
        ))}
      </div>
    </>
  );
}
