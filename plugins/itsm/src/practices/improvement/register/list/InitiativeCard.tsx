import { initiativeLifecycle } from '@callboard/plugin-itsm-common';
import type { InitiativeSummary } from '@callboard/plugin-itsm-common';
import { RecordCard, RefLabel } from '@callboard/plugin-itsm-react';
import type { RecordColumn, Refs } from '@callboard/plugin-itsm-react';
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
  const { initiative, refs, added } = props;
  const { kpi, statistic } = initiative;
  const nameOf = useKpiNames();
  return (
    <RecordCard
      record={initiative}
      lifecycle={initiativeLifecycle}
      added={added}
      badges={<VerdictNow initiative={initiative} />}
      more={
        kpi && (
          <>
            <div className={styles.kpi}>{nameOf(kpi, statistic)}</div>
            <Progress initiative={initiative} />
          </>
        )
      }
    >
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
    </RecordCard>
  );
}
