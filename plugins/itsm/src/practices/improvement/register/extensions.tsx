import type { ExtensionDefinition } from '@backstage/frontend-plugin-api';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { initiativeLifecycle } from '@callboard/plugin-itsm-common';
import { RecordTypeBlueprint } from '@callboard/plugin-itsm-react';
import { initiativeRouteRef } from '../routes';
import { INITIATIVE_RECORD_FIELDS } from './fields';

const initiativeType = RecordTypeBlueprint.make({
  name: 'initiative',
  params: {
    type: 'initiative',
    label: 'Initiative',
    lifecycle: initiativeLifecycle,
    fields: INITIATIVE_RECORD_FIELDS,
    recordRouteRef: initiativeRouteRef,
  },
});

/** What something can be improved about: services, things, and what a team owns. */
const IMPROVED = {
  kind: { $in: ['component', 'system', 'api', 'resource', 'group'] },
};

/** What is being improved about an entity, as a card of its page. */
const entityInitiativesCard = EntityCardBlueprint.make({
  name: 'initiatives',
  params: {
    type: 'info',
    filter: IMPROVED,
    loader: async () => {
      const { EntityInitiativesCard } = await import(
        './entity/EntityInitiativesCard'
      );
      return <EntityInitiativesCard />;
    },
  },
});

/** What this part adds to the portal beside its pages. */
export const registerExtensions: ExtensionDefinition[] = [
  initiativeType,
  entityInitiativesCard,
];
