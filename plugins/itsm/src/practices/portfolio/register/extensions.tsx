import type { ExtensionDefinition } from '@backstage/frontend-plugin-api';
import {
  portfolioServiceRoutes,
  SERVICE,
  SERVICE_COST_FIELD,
  SERVICE_HEALTH_FIELD,
  serviceLifecycle,
} from '@callboard/plugin-itsm-common';
import {
  RecordColumnBlueprint,
  RecordTypeBlueprint,
} from '@callboard/plugin-itsm-react';
import { portfolioServiceRouteRef } from '../routes';
import { SERVICE_RECORD_FIELDS } from './fields';

const serviceType = RecordTypeBlueprint.make({
  name: 'service',
  params: {
    type: SERVICE,
    label: 'Service',
    lifecycle: serviceLifecycle,
    fields: SERVICE_RECORD_FIELDS,
    recordRouteRef: portfolioServiceRouteRef,
  },
});

/** How services do, in lists of them. */
const health = RecordColumnBlueprint.make({
  name: 'service-health',
  params: {
    type: SERVICE,
    isBadge: true,
    id: SERVICE_HEALTH_FIELD,
    field: SERVICE_HEALTH_FIELD,
    title: 'Health',
    width: 124,
    after: 'status',
    loader: async () => (await import('./list/StandingCells')).HealthCell,
  },
});

/** What they cost, for whoever may know. */
const cost = RecordColumnBlueprint.make({
  name: 'service-cost',
  params: {
    type: SERVICE,
    isFor: async (_, api) =>
      (await api.call(portfolioServiceRoutes.settings)).seesCosts,
    id: SERVICE_COST_FIELD,
    field: SERVICE_COST_FIELD,
    title: 'Cost last month',
    width: 140,
    // Beside what it was thought to cost, in view without a wide screen.
    after: 'estimatedCost',
    loader: async () => (await import('./list/StandingCells')).CostCell,
  },
});

/** What this part adds to the portal beside its pages. */
export const registerExtensions: ExtensionDefinition[] = [
  serviceType,
  health,
  cost,
];
