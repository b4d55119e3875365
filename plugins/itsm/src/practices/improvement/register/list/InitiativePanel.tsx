import { useRouteRef } from '@backstage/frontend-plugin-api';
import { RecordPanel } from '@callboard/plugin-itsm-react';
import type { RecordPanelProps } from '@callboard/plugin-itsm-react';
import { initiativeRouteRef } from '../../routes';
import { InitiativeRecord } from '../record/InitiativeRecord';

/** One initiative beside the list. */
export function InitiativePanel(props: RecordPanelProps) {
  const href = useRouteRef(initiativeRouteRef)?.({ number: props.number });
  return (
    <RecordPanel {...props} href={href}>
      {number => <InitiativeRecord key={number} number={number} embedded />}
    </RecordPanel>
  );
}
