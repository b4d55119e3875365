import type { ExtensionDefinition } from '@backstage/frontend-plugin-api';
import { SERVICE, serviceLifecycle } from '@callboard/plugin-itsm-common';
import { RecordTypeBlueprint } from '@callboard/plugin-itsm-react';
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

/** What this part adds to the portal beside its pages. */
export const registerExtensions: ExtensionDefinition[] = [serviceType];
