import type { ExtensionDefinition } from '@backstage/frontend-plugin-api';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';

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
  entityInitiativesCard,
];
