import { incidentLifecycle } from '@callboard/plugin-itsm-common';
import type { IncidentSummary } from '@callboard/plugin-itsm-common';
import {
  PriorityBadge,
  RecordCard,
  RefLabel,
  RelativeTime,
} from '@callboard/plugin-itsm-react';
import type { RecordColumn, Refs } from '@callboard/plugin-itsm-react';

/** A row of the list on a phone. */
export function IncidentCard(props: {
  incident: IncidentSummary;
  refs: Refs | undefined;
  /** What others add to the rows. */
  added?: readonly RecordColumn<IncidentSummary>[];
}) {
  const { incident, refs, added } = props;
  return (
    <RecordCard
      record={incident}
      lifecycle={incidentLifecycle}
      added={added}
      badges={<PriorityBadge priority={incident.priority} compact />}
    >
      <RefLabel entityRef={incident.serviceRef} refs={refs} plain />
      {incident.assigneeRef && (
        <RefLabel entityRef={incident.assigneeRef} refs={refs} plain />
      )}
      <RelativeTime instant={incident.updatedAt} />
    </RecordCard>
  );
}
