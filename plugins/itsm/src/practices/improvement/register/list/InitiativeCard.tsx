import { initiativeLifecycle } from '@callboard/plugin-itsm-common';
import type { InitiativeSummary } from '@callboard/plugin-itsm-common';
import { RefLabel, StatusChip } from '@callboard/plugin-itsm-react';
import type { RecordColumn, Refs } from '@callboard/plugin-itsm-react';
import { Fragment } from 'react';
import { DueOf } from '../words/DueOf';
import { Progress } from '../words/Progress';
import { useKpiNames } from '../words/useKpiNames';
import { VerdictNow } from '../words/VerdictOf';
import styles from './InitiativeCard.module.css';

/** A row of the register on a phone. */
export function InitiativeCard(props: {
  initiative: InitiativeSummary;
  refs: Refs | undefined;
  /** What others add to the rows. */
  added?: readonly RecordColumn<InitiativeSummary>[];
}) {
  const { initiative, refs, added = [] } = props;
  const { kpi, statistic } = initiative;
  const nameOf = useKpiNames();
  return (
    <>
      <div className={styles.top}>
        <span className={styles.number}>{initiative.number}</span>
        <VerdictNow initiative={initiative} />
        <StatusChip
          status={initiative.status}
          category={initiative.statusCategory}
          lifecycle={initiativeLifecycle}
        />
      </div>
      <div className={styles.title}>{initiative.title}</div>
      {kpi && <div className={styles.kpi}>{nameOf(kpi, statistic)}</div>}
      {kpi && <Progress initiative={initiative} />}
      <div className={styles.about}>
        {initiative.dueAt && (
          <span>
            <DueOf initiative={initiative} />
          </span>
        )}
        {initiative.serviceRef && (
          <RefLabel entityRef={initiative.serviceRef} refs={refs} plain />
        )}
        {initiative.assigneeRef && (
          <RefLabel entityRef={initiative.assigneeRef} refs={refs} plain />
        )}
        {added.map(column => (
          <Fragment key={column.id}>{column.render(initiative)}</Fragment>
        ))}
      </div>
    </>
  );
}
