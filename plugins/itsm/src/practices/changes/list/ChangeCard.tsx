import { changeLifecycle } from '@callboard/plugin-itsm-common';
import type { ChangeSummary } from '@callboard/plugin-itsm-common';
import { RecordCard, RefLabel } from '@callboard/plugin-itsm-react';
import type { RecordColumn, Refs } from '@callboard/plugin-itsm-react';
import { ChangeTypeWords } from '../words/ChangeTypeWords';
import { PlannedWindow } from '../words/PlannedWindow';
import { RiskPill } from '../words/RiskPill';

/** A row of the list on a phone. */
export function ChangeCard(props: {
  change: ChangeSummary;
  refs: Refs | undefined;
  /** What others add to the rows. */
  added?: readonly RecordColumn<ChangeSummary>[];
}) {
  const { change, refs, added } = props;
  return (
    <RecordCard
      record={change}
      lifecycle={changeLifecycle}
      added={added}
      badges={change.risk && <RiskPill risk={change.risk} alone />}
    >
      <PlannedWindow start={change.plannedStart} end={change.plannedEnd} />
      <RefLabel entityRef={change.serviceRef} refs={refs} plain />
      <ChangeTypeWords type={change.changeType} />
      {change.assigneeRef && (
        <RefLabel entityRef={change.assigneeRef} refs={refs} plain />
      )}
    </RecordCard>
  );
}
