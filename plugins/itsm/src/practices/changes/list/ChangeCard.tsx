import { changeLifecycle } from '@callboard/plugin-itsm-common';
import type { ChangeSummary } from '@callboard/plugin-itsm-common';
import { RefLabel, StatusChip } from '@callboard/plugin-itsm-react';
import type { RecordColumn, Refs } from '@callboard/plugin-itsm-react';
import { Fragment } from 'react';
import { ChangeTypeWords } from '../words/ChangeTypeWords';
import { PlannedWindow } from '../words/PlannedWindow';
import { RiskPill } from '../words/RiskPill';
import styles from './ChangeCard.module.css';

/** A row of the list on a phone. */
export function ChangeCard(props: {
  change: ChangeSummary;
  refs: Refs | undefined;
  /** What others add to the rows. */
  added?: readonly RecordColumn<ChangeSummary>[];
}) {
  const { change, refs, added = [] } = props;
  return (
    <>
      <div className={styles.top}>
        <span className={styles.number}>{change.number}</span>
        {change.risk && <RiskPill risk={change.risk} alone />}
        <StatusChip
          status={change.status}
          category={change.statusCategory}
          lifecycle={changeLifecycle}
        />
      </div>
      <div className={styles.title}>{change.title}</div>
      <div className={styles.about}>
        <PlannedWindow start={change.plannedStart} end={change.plannedEnd} />
        <RefLabel entityRef={change.serviceRef} refs={refs} plain />
        <ChangeTypeWords type={change.changeType} />
        {change.assigneeRef && (
          <RefLabel entityRef={change.assigneeRef} refs={refs} plain />
        )}
        {added.map(column => (
          <Fragment key={column.id}>{column.render(change)}</Fragment>
        ))}
      </div>
    </>
  );
}
