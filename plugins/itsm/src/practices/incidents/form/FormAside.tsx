import type { IncidentDraft } from './draft';
import styles from './FileIncidentForm.module.css';
import { PersonRecords } from './PersonRecords';
import { SimilarIncidents } from './SimilarIncidents';

/** What is known already about what is being written: open incidents, and the person's past. */
export function FormAside(props: {
  draft: IncidentDraft;
  onJoined: (number: string) => void;
}) {
  const { draft, onJoined } = props;
  const { requestedForRef, serviceRef } = draft;
  return (
    <div className={styles.asides}>
      <SimilarIncidents draft={draft} onJoined={onJoined} />
      {requestedForRef && (
        <PersonRecords person={requestedForRef} service={serviceRef} />
      )}
    </div>
  );
}
