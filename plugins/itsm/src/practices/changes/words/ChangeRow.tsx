import { useRouteRef } from '@backstage/frontend-plugin-api';
import { changeLifecycle } from '@callboard/plugin-itsm-common';
import type { ChangeSummary } from '@callboard/plugin-itsm-common';
import {
  RecordBadges,
  refTitle,
  RouterLink,
  StatusChip,
} from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { changeRouteRef } from '../routes';
import styles from './ChangeRow.module.css';
import { ChangeTypeWords } from './ChangeTypeWords';
import { PlannedWindow } from './PlannedWindow';
import { RiskPill } from './RiskPill';

/** What a line says of a change. */
export type ChangeInLine = Pick<
  ChangeSummary,
  | 'id'
  | 'number'
  | 'title'
  | 'status'
  | 'statusCategory'
  | 'serviceRef'
  | 'changeType'
  | 'plannedStart'
  | 'plannedEnd'
  | 'risk'
>;

/** One change in a line: what, on what, when, how risky, and how it stands. */
export function ChangeRow(props: {
  change: ChangeInLine;
  /** All changes of the list, so that what stands beside them is asked for once. */
  ids: readonly string[];
  refs: Refs | undefined;
}) {
  const { change, ids, refs } = props;
  const href = useRouteRef(changeRouteRef)?.({ number: change.number }) ?? '';
  return (
    <RouterLink className={styles.row} to={href}>
      <span className={styles.words}>
        <span className={styles.what}>{change.title}</span>
        <span className={styles.about}>
          {change.number}
          {change.serviceRef && ` · ${refTitle(change.serviceRef, refs)}`}
          {' · '}
          <PlannedWindow start={change.plannedStart} end={change.plannedEnd} />
        </span>
      </span>
      <span className={styles.state}>
        <RecordBadges type="change" id={change.id} ids={ids} />
        {change.changeType === 'emergency' && (
          <ChangeTypeWords type={change.changeType} />
        )}
        {change.risk && <RiskPill risk={change.risk} alone />}
        <StatusChip
          status={change.status}
          category={change.statusCategory}
          lifecycle={changeLifecycle}
        />
      </span>
    </RouterLink>
  );
}

/** Changes in lines. */
export function ChangeRows(props: {
  changes: readonly ChangeInLine[];
  refs: Refs | undefined;
}) {
  const { changes, refs } = props;
  const ids = changes.map(({ id }) => id);
  return (
    <ul className={styles.rows}>
      {changes.map(change => (
        <li key={change.id}>
          <ChangeRow change={change} ids={ids} refs={refs} />
        </li>
      ))}
    </ul>
  );
}
