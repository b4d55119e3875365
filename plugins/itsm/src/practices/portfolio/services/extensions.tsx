import type { ExtensionDefinition } from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { SERVICE_KINDS } from '@callboard/plugin-itsm-common';
import { RiServiceLine } from '@remixicon/react';

/** What can be a service, with no extra file. */
const SERVICES = { kind: { $in: [...SERVICE_KINDS] } };

/** Whoever may not see it need not see that it is there. */
const MAY_SEE = { permissions: { $contains: 'itsm.portfolio.read#read' } };

/** How the service does, as a card of its entity's page. */
const entityServiceCard = EntityCardBlueprint.make({
  name: 'service',
  if: MAY_SEE,
  params: {
    type: 'info',
    filter: SERVICES,
    loader: async () => {
      const { EntityServiceCard } = await import('./EntityServiceCard');
      return <EntityServiceCard />;
    },
  },
});

/** The whole of it, as a tab. */
const entityService = EntityContentBlueprint.make({
  name: 'service',
  if: MAY_SEE,
  params: {
    path: '/service',
    title: 'Service',
    group: 'operation',
    icon: <RiServiceLine />,
    filter: SERVICES,
    loader: async () => {
      const { EntityService } = await import('./EntityService');
      return <EntityService />;
    },
  },
});

/** What this part adds to the portal beside its pages. */
export const servicesExtensions: ExtensionDefinition[] = [
  entityServiceCard,
  entityService,
];
