import type { ExtensionDefinition } from '@backstage/frontend-plugin-api';
import { RISK, riskLifecycle, SERVICE } from '@callboard/plugin-itsm-common';
import type { Lifecycle } from '@callboard/plugin-itsm-common';
import {
  RecordPartBlueprint,
  RecordTypeBlueprint,
} from '@callboard/plugin-itsm-react';
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

/** What could happen to a service of the portfolio, on its page. */
const risksOfService = RecordPartBlueprint.make({
  name: 'risks-of-service',
  params: {
    type: SERVICE,
    loader: async () =>
      (await import('./record/RisksOfService')).RisksOfService,
  },
});

/** What this part adds to the portal beside its pages. */
export const risksExtensions: ExtensionDefinition[] = [
  riskType,
  risksOfService,
];
