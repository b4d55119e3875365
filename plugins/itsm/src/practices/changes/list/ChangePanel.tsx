import { useRouteRef } from '@backstage/frontend-plugin-api';
import { RecordPanel } from '@callboard/plugin-itsm-react';
import type { RecordPanelProps } from '@callboard/plugin-itsm-react';
import { ChangeRecord } from '../record/ChangeRecord';
import { changeRouteRef } from '../routes';

/** One change beside the list. */
export function ChangePanel(props: RecordPanelProps) {
  const href = useRouteRef(changeRouteRef)?.({ number: props.number });
  return (
    <RecordPanel {...props} href={href}>
      {number => <ChangeRecord key={number} number={number} embedded />}
    </RecordPanel>
  );
}
