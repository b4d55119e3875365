import type { ExtensionDefinition } from '@backstage/frontend-plugin-api';
import {
  ALIGNED_TYPES,
  BUSINESS_OBJECTIVE,
  businessObjectiveLifecycle,
  RISK,
  TREND,
  trendLifecycle,
} from '@callboard/plugin-itsm-common';
import type { Lifecycle } from '@callboard/plugin-itsm-common';
import {
  RecordPartBlueprint,
  RecordTypeBlueprint,
} from '@callboard/plugin-itsm-react';
import { objectiveRouteRef, trendRouteRef } from '../routes';
import { OBJECTIVE_RECORD_FIELDS, TREND_RECORD_FIELDS } from './fields';

const objectiveType = RecordTypeBlueprint.make({
  name: 'business-objective',
  params: {
    type: BUSINESS_OBJECTIVE,
    label: 'Business objective',
    lifecycle: businessObjectiveLifecycle as Lifecycle,
    fields: OBJECTIVE_RECORD_FIELDS,
    recordRouteRef: objectiveRouteRef,
  },
});

const trendType = RecordTypeBlueprint.make({
  name: 'trend',
  params: {
    type: TREND,
    label: 'Market trend',
    lifecycle: trendLifecycle as Lifecycle,
    fields: TREND_RECORD_FIELDS,
    recordRouteRef: trendRouteRef,
  },
});

/** Which objectives a record serves, on its page. */
const servesOn = (type: string) =>
  RecordPartBlueprint.make({
    name: `serves-of-${type}`,
    params: {
      type,
      loader: async () => (await import('./serves/Serves')).Serves,
    },
  });

/** What this part adds to the portal beside its pages. */
export const strategyExtensions: ExtensionDefinition[] = [
  objectiveType,
  trendType,
  ...[...ALIGNED_TYPES, RISK].map(servesOn),
];
