import type { ExtensionDefinition } from '@backstage/frontend-plugin-api';
import { DEMAND, demandLifecycle } from '@callboard/plugin-itsm-common';
import type { Lifecycle } from '@callboard/plugin-itsm-common';
import { RecordTypeBlueprint } from '@callboard/plugin-itsm-react';
import { demandRouteRef } from '../routes';
import { DEMAND_RECORD_FIELDS } from './fields';

const demandType = RecordTypeBlueprint.make({
  name: 'demand',
  params: {
    type: DEMAND,
    label: 'Demand',
    lifecycle: demandLifecycle as Lifecycle,
    fields: DEMAND_RECORD_FIELDS,
    recordRouteRef: demandRouteRef,
  },
});

/** What this part adds to the portal beside its pages. */
export const demandExtensions: ExtensionDefinition[] = [demandType];
