import type { ExtensionDefinition } from '@backstage/frontend-plugin-api';
import { RISK, riskLifecycle } from '@callboard/plugin-itsm-common';
import type { Lifecycle } from '@callboard/plugin-itsm-common';
import { RecordTypeBlueprint } from '@callboard/plugin-itsm-react';
import { riskRouteRef } from '../routes';
import { RISK_RECORD_FIELDS } from './fields';

const riskType = RecordTypeBlueprint.make({
  name: 'risk',
  params: {
    type: RISK,
    label: 'Risk',
    lifecycle: riskLifecycle as Lifecycle,
    fields: RISK_RECORD_FIELDS,
    recordRouteRef: riskRouteRef,
  },
});

/** What this part adds to the portal beside its pages. */
export const risksExtensions: ExtensionDefinition[] = [riskType];
