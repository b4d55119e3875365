import { useRouteRef } from '@backstage/frontend-plugin-api';
import { RecordPanel } from '@callboard/plugin-itsm-react';
import type { RecordPanelProps } from '@callboard/plugin-itsm-react';
import { IncidentRecord } from '../record/IncidentRecord';
import { incidentRouteRef } from '../routes';

/** One incident beside the list. */
export function IncidentPanel(props: RecordPanelProps) {
  const href = useRouteRef(incidentRouteRef)?.({ number: props.number });
  return (
    <RecordPanel {...props} href={href}>
      {number => <IncidentRecord key={number} number={number} embedded />}
    </RecordPanel>
  );
}
