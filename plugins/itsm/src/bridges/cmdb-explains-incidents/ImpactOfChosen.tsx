import { usePermission } from '@backstage/plugin-permission-react';
import { cmdbReadPermission } from '@callboard/plugin-itsm-common';
import type { RecordFormPartProps } from '@callboard/plugin-itsm-react';
import { ImpactSummary } from '../../practices/cmdb';

/** What fails with what is chosen in a form, while it is chosen. */
export function ImpactOfChosen(props: RecordFormPartProps) {
  const { allowed } = usePermission({ permission: cmdbReadPermission });
  if (!allowed) return <></>;
  return <ImpactSummary refs={props.entityRefs} />;
}
